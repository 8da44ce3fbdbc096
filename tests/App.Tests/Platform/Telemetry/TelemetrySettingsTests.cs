using Microsoft.Extensions.Configuration;

namespace Yuekao.App.Tests.Platform.Telemetry;

public sealed class TelemetrySettingsTests
{
    private const string Connection = "InstrumentationKey=00000000-0000-0000-0000-000000000000;IngestionEndpoint=https://monitor.example/";

    [Fact]
    public void Read_NothingSet_ExportsNothing() => Assert.False(Read().IsExported);

    [Fact]
    public void Read_Endpoint_IsOtlp() => Assert.Equal(new TelemetrySettings(IsOtlp: true), Read(("OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector:4317")));

    [Fact]
    public void Read_Both_ExportsToBoth() => Assert.Equal(
        new TelemetrySettings(IsOtlp: true, IsSampled: true, Connection),
        Read(("OTEL_EXPORTER_OTLP_ENDPOINT", "https://collector"), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"), ("OTEL_TRACES_SAMPLER", "traceidratio"), ("APPLICATIONINSIGHTS_CONNECTION_STRING", Connection)));

    [Theory]
    [InlineData("Authorization=AAD", null)]
    [InlineData("ClientId=4a5b; authorization=aad;", "4a5b")]
    public void Read_Authentication_IsTheIdentity(string text, string? client) => Assert.Equal(
        new MonitorIdentity(client), Read(("APPLICATIONINSIGHTS_CONNECTION_STRING", Connection), ("APPLICATIONINSIGHTS_AUTHENTICATION_STRING", text)).Identity);

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4317")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "/relative")]
    [InlineData("OTEL_EXPORTER_OTLP_PROTOCOL", "http/json")]
    [InlineData("APPLICATIONINSIGHTS_CONNECTION_STRING", "00000000-0000-0000-0000-000000000000")]
    [InlineData("APPLICATIONINSIGHTS_AUTHENTICATION_STRING", "ClientId=4a5b")]
    [InlineData("APPLICATIONINSIGHTS_AUTHENTICATION_STRING", "nonsense")]
    public void Read_WhatIsWrong_IsNamedWithoutItsValue(string key, string value)
    {
        string problem = Assert.Single(Assert.Throws<SettingsException>(() => Read((key, value))).Problems);

        Assert.StartsWith($"The setting '{key}' must be ", problem, StringComparison.Ordinal);
        Assert.DoesNotContain(value, problem, StringComparison.Ordinal);
    }

    private static TelemetrySettings Read(params (string Key, string? Value)[] settings)
    {
        var reader = new SettingsReader(new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, setting.Value))).Build());
        TelemetrySettings read = TelemetrySettings.Read(reader);
        reader.ThrowIfWrong();
        return read;
    }
}
