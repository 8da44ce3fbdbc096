using Yuekao.App.AuditTrail;

namespace Yuekao.App.Cycles;

/// <summary>A cycle's orchestration as somebody who acts.</summary>
internal static class CycleActor
{
    /// <summary>The actor of what a cycle does by itself.</summary>
    public static AuditActor Of(CycleKey key) => AuditActor.System(key.InstanceId);
}
