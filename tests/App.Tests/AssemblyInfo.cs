using Yuekao.App.Tests.Support;

[assembly: AssemblyFixture(typeof(AppFixture))]
