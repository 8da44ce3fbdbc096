[assembly: AssemblyFixture(typeof(AppFixture))]
