using FsCheck;
using FsCheck.Fluent;

namespace Yuekao.Assessment.Tests.Support;

/// <summary>Checks a property of generated cases: always the same ones; a failure is shrunk and thrown.</summary>
internal static class Generated
{
    public static void Check<T>(Gen<T> cases, Action<T> property, int times = 300) =>
        Prop.ForAll(cases.ToArbitrary(), property).Check(Config.QuickThrowOnFailure.WithMaxTest(times).WithQuietOnSuccess(true).WithReplay(20261130, 7));
}
