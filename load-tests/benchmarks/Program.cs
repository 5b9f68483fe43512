using BenchmarkDotNet.Running;
using Fleet.LoadTests.Benchmarks.Measuring;

BenchmarkSwitcher.FromAssembly(typeof(CostOfASession).Assembly).Run(args, new CostOfASession());
