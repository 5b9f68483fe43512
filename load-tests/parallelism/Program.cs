using Fleet.LoadTests.Parallelism;

Comparison.Print(Console.Out);
