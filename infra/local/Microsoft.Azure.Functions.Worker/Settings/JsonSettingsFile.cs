using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Azure.Functions.Worker.Local;

/// <summary>Reads a JSON settings file; comments and trailing commas are allowed.</summary>
internal static class JsonSettingsFile
{
    /// <summary>The file's values, or nothing when it does not exist or is not JSON.</summary>
    /// <param name="path">The file, or null.</param>
    /// <param name="problems">Takes a line when it is not JSON.</param>
    public static IConfigurationRoot Read(string? path, ICollection<string> problems)
    {
        var builder = new ConfigurationBuilder();
        if (path is null)
            return builder.Build();
        try
        {
            using FileStream stream = File.OpenRead(path);
            return builder.AddJsonStream(stream).Build();
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidDataException or IOException or UnauthorizedAccessException)
        {
            problems.Add($"{path} cannot be read: {(exception.InnerException ?? exception).Message}");
            return new ConfigurationBuilder().Build();
        }
    }
}
