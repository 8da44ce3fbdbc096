namespace Yuekao.App.Rosters;

/// <summary>One version of a document that is replaced as a whole; every version is kept.</summary>
/// <param name="Version">Its number, from 1 on.</param>
/// <param name="At">When it was stored.</param>
/// <param name="By">The id of who stored it.</param>
/// <param name="ByName">The name of who stored it.</param>
/// <param name="Count">How many rows it has: postings, villages, or readings.</param>
/// <param name="Digest">The SHA-256 of its content, in hexadecimal: also its ETag.</param>
public sealed record DocumentVersion(int Version, DateTimeOffset At, string By, string ByName, int Count, string Digest);

/// <summary>A document in one of its versions.</summary>
/// <typeparam name="T">The document.</typeparam>
/// <param name="Version">Which version.</param>
/// <param name="Document">The document.</param>
public sealed record Versioned<T>(DocumentVersion Version, T Document);
