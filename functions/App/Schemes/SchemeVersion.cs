using Yuekao.Assessment.Rules;
using Yuekao.Assessment.Values;

namespace Yuekao.App.Schemes;

/// <summary>A stored version of a scheme (考核办法). Its document never changes.</summary>
/// <param name="Scheme">The scheme.</param>
/// <param name="Version">The version, from 1 on.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Digest">The SHA-256 of the document's bytes, in hexadecimal: also its ETag.</param>
/// <param name="At">When it was stored.</param>
/// <param name="By">The id of who stored it; <c>schemes</c> for one that came with the app.</param>
/// <param name="ByName">The name of who stored it.</param>
public sealed record SchemeVersion(SchemeId Scheme, int Version, LocalText Title, string Digest, DateTimeOffset At, string By, string ByName);
