using Azure.Data.Tables;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SampleApp;

FunctionsApplicationBuilder builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.UseMiddleware<InvocationHeader>();
builder.Services.AddSingleton(new TableServiceClient(builder.Configuration["AzureWebJobsStorage"]));
builder.Services.AddSingleton<ExecutionLog>();
builder.Build().Run();
