using LegCramps.Benchmarks;

// Ratios against a floor measured in the same run: machines are noisy, a lone number says nothing.
var isQuick = args.Contains("--quick", StringComparer.Ordinal);
if (args.Contains("--hanging", StringComparer.Ordinal)) await HangingServerBenchmark.RunAsync(rounds: isQuick ? 1 : 5, secondsPerRound: isQuick ? 2 : 6);
else if (args.Contains("--tokens", StringComparer.Ordinal)) await TokenBenchmark.RunAsync(rounds: isQuick ? 3 : 11, calls: isQuick ? 50 : 300);
else if (args.Contains("--ledger", StringComparer.Ordinal)) await LedgerBenchmark.RunAsync(rounds: isQuick ? 5 : 40, secondsPerRound: 1, secondsOfWarmUp: isQuick ? 5 : 25);
else ReadingBenchmark.Run(rounds: isQuick ? 5 : 15, secondsPerRound: isQuick ? 0.05 : 0.2);
