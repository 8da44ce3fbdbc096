using Yuekao.TestSupport;

[assembly: AssemblyFixture(typeof(AzuriteFixture))]
// Each test is several processes: two at a time would only slow each other down.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
