namespace Yuekao.App.Platform;

/// <summary>What a name of a person or a place must look like.</summary>
internal static class Names
{
    private const int Longest = 50;

    public static string Expected => $"must be 1 to {Longest} characters on one line.";

    public static bool IsValid(string name) => !string.IsNullOrWhiteSpace(name) && name.Length <= Longest && !name.Any(char.IsControl);
}
