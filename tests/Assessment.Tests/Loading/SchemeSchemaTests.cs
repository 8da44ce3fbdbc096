using System.Text.Json.Nodes;
using Yuekao.Assessment.Loading;
using Yuekao.Assessment.Tests.Support;

namespace Yuekao.Assessment.Tests.Loading;

public sealed class SchemeSchemaTests
{
    private static readonly string Committed = RepositoryFiles.PathOf("functions/Assessment/schemes/scheme.schema.json");

    /// <summary>After a deliberate change of the document's types, run this test once with YUEKAO_UPDATE=1: it then writes the file.</summary>
    [Fact]
    public void Generate_FromTheTypes_IsTheCommittedSchema()
    {
        var generated = SchemeSchema.Generate();
        if (Environment.GetEnvironmentVariable("YUEKAO_UPDATE") == "1")
            File.WriteAllText(Committed, generated);

        Assert.Equal(File.ReadAllText(Committed).ReplaceLineEndings("\n"), generated);
    }

    [Fact]
    public void Generate_NestedObjects_RefuseUnknownMembers()
    {
        var schema = JsonNode.Parse(SchemeSchema.Generate())!;

        Assert.False((bool)schema["additionalProperties"]!);
        Assert.False((bool)schema["properties"]!["calendar"]!["additionalProperties"]!);
    }
}
