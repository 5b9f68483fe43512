using Fleet.Parallelism;

Comparison.Print(Console.Out);
