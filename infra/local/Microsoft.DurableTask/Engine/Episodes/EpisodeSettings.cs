using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask.Local;

/// <summary>What every replay needs from its hub.</summary>
/// <param name="Converter">Writes and reads payloads.</param>
/// <param name="DefaultVersion">The version of sub-orchestrations that are called without one.</param>
/// <param name="Loggers">What replay-safe loggers write to.</param>
internal sealed record EpisodeSettings(DataConverter Converter, string DefaultVersion, ILoggerFactory Loggers);
