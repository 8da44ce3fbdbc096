using System.Reflection;
using System.Text;

namespace Yuekao.Local.SampleCounty.Tests;

public sealed class CommittedFilesTests
{
    private static readonly string Folder = typeof(CommittedFilesTests).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == "SampleData").Value!;

    /// <summary>After a deliberate change of the generator, run this test once with YUEKAO_UPDATE=1: it then writes the files.</summary>
    [Fact]
    public void Write_CommittedSeed_GivesTheCommittedFilesByteForByte()
    {
        IReadOnlyDictionary<string, byte[]> generated = SampleCountyFiles.Write(HaixingCounty.Committed());
        if (Environment.GetEnvironmentVariable("YUEKAO_UPDATE") == "1")
            foreach ((string name, byte[] content) in generated)
                File.WriteAllBytes(Path.Combine(Folder, name), content);

        Assert.Equal(9, generated.Count);
        Assert.All(generated, file => Assert.Equal(file.Value, File.ReadAllBytes(Path.Combine(Folder, file.Key))));
    }

    [Fact]
    public void ReadCommitted_EveryFile_IsWhatTheGeneratorWrites()
    {
        Assert.All(SampleCountyFiles.Write(HaixingCounty.Committed()), file => Assert.Equal(file.Value, SampleCountyFiles.ReadCommitted(file.Key)));
    }

    [Fact]
    public void ReadCommitted_UnknownFile_Throws() => Assert.Throws<FileNotFoundException>(() => SampleCountyFiles.ReadCommitted("nowhere.csv"));

    [Fact]
    public void Write_AnotherSeed_GivesAnotherCounty()
    {
        string one = Encoding.UTF8.GetString(SampleCountyFiles.Write(HaixingCounty.Generate(1))[SampleCountyFiles.Villages]);
        string two = Encoding.UTF8.GetString(SampleCountyFiles.Write(HaixingCounty.Generate(2))[SampleCountyFiles.Villages]);

        Assert.NotEqual(one, two);
    }
}
