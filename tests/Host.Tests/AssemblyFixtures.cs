using Yuekao.TestSupport;

[assembly: AssemblyFixture(typeof(AzuriteFixture))]
