namespace Yuekao.App.Access;

/// <summary>What a person does in a county's assessment (DESIGN 1). In tokens in lower case.</summary>
public enum Role
{
    /// <summary>The county organizer (县委组织部): runs it all.</summary>
    County,

    /// <summary>The township organizer (乡镇组织员办公室): leads one township.</summary>
    Township,

    /// <summary>The department reviewer (民政、环保、安监…): reports only its own items.</summary>
    Department,

    /// <summary>The chair of a leadership meeting (党政领导班子联席会): decides.</summary>
    Meeting,

    /// <summary>The finance officer: reads ledgers.</summary>
    Finance,

    /// <summary>The cadre (村干部): reads their own result.</summary>
    Cadre,
}
