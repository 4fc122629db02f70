using LegCramps.Benchmarks;

// Ratios against a floor measured in the same run: machines are noisy, a lone number says nothing.
var isQuick = args.Contains("--quick", StringComparer.Ordinal);
ReadingBenchmark.Run(rounds: isQuick ? 5 : 15, secondsPerRound: isQuick ? 0.05 : 0.2);
