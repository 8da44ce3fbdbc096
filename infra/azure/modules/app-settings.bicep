// Every setting of the app, and no other file sets one. docs/settings.md says what each means.
// A setting whose parameter is empty is left out, so that the app's own default holds.
// The plan sets the worker's runtime and the host's version itself, and refuses settings that do.

param appName string
param storageName string
param insightsName string
param identityClientId string

param issuer string
param audience string
param scope string
param cadreIdClaim string

param monthlyCycleSchedule string
param monthlyCycleSchemes string
param portalAddress string
@description('0 for the app\'s default.')
param maximumBodyBytes int

@description('Endpoint of the Durable Task Scheduler; empty where the storage account keeps the orchestrations\' state.')
param schedulerEndpoint string
param taskHubName string

param vaultUri string
@description('Whose robots there are: a county\'s id, or county/township for one of a township\'s own.')
param weComRobots string[]

@description('Mail servers by county: host, from, recipient, and where it is not the default port, user, startTls.')
param smtp object
@description('The counties whose mail server has a password.')
param smtpPasswords string[]

resource account 'Microsoft.Storage/storageAccounts@2023-05-01' existing = {
  name: storageName
}

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

resource app 'Microsoft.Web/sites@2024-04-01' existing = {
  name: appName
}

// By endpoints, not by the account's name: the name alone would mean the public cloud.
var identitySettings = {
  AZURE_CLIENT_ID: identityClientId
  AzureWebJobsStorage__blobServiceUri: account.properties.primaryEndpoints.blob
  AzureWebJobsStorage__queueServiceUri: account.properties.primaryEndpoints.queue
  AzureWebJobsStorage__tableServiceUri: account.properties.primaryEndpoints.table
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__clientId: identityClientId
  APPLICATIONINSIGHTS_CONNECTION_STRING: insights.properties.ConnectionString
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'
}

var appSettings = {
  Auth__Issuer: issuer
  Auth__Audience: audience
  Auth__Scope: scope
  Auth__CadreIdClaim: cadreIdClaim
  MonthlyCycleSchedule: monthlyCycleSchedule
  MonthlyCycleSchemes: monthlyCycleSchemes
  Portal__Address: portalAddress
  Http__MaximumBodyBytes: maximumBodyBytes == 0 ? '' : string(maximumBodyBytes)
}

// The Durable Functions extension takes these before host.json's.
var schedulerSettings = empty(schedulerEndpoint)
  ? {}
  : {
      DURABLE_TASK_SCHEDULER_CONNECTION_STRING: 'Endpoint=${schedulerEndpoint};Authentication=ManagedIdentity;ClientID=${identityClientId}'
      AzureFunctionsJobHost__extensions__durableTask__hubName: taskHubName
      AzureFunctionsJobHost__extensions__durableTask__storageProvider__type: 'azureManaged'
      AzureFunctionsJobHost__extensions__durableTask__storageProvider__connectionStringName: 'DURABLE_TASK_SCHEDULER_CONNECTION_STRING'
    }

var robots = map(weComRobots, robot => {
  county: split(robot, '/')[0]
  township: contains(robot, '/') ? split(robot, '/')[1] : ''
  webhook: '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/WeCom-${replace(replace(robot, '/', '---'), '.', '--')})'
})

var weComSettings = toObject(
  filter(robots, robot => empty(robot.township)),
  robot => 'Channels__${robot.county}__WeCom__Webhook',
  robot => robot.webhook
)

var weComTownshipSettings = toObject(
  filter(robots, robot => !empty(robot.township)),
  robot => 'Channels__${robot.county}__WeCom__Townships__${robot.township}',
  robot => robot.webhook
)

var smtpSettings = reduce(
  map(items(smtp), county => {
    'Channels__${county.key}__Smtp__Host': county.value.host
    'Channels__${county.key}__Smtp__Port': string(county.value.?port ?? 587)
    'Channels__${county.key}__Smtp__From': county.value.from
    'Channels__${county.key}__Smtp__Recipient': county.value.recipient
    'Channels__${county.key}__Smtp__User': county.value.?user ?? ''
    'Channels__${county.key}__Smtp__Password': contains(smtpPasswords, county.key) ? '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/Smtp-Password-${replace(county.key, '.', '--')})' : ''
    'Channels__${county.key}__Smtp__StartTls': (county.value.?startTls ?? true) ? 'true' : 'false'
  }),
  {},
  (all, county) => union(all, county)
)

var settings = union(
  identitySettings,
  appSettings,
  schedulerSettings,
  weComSettings,
  weComTownshipSettings,
  smtpSettings
)
var given = filter(items(settings), setting => !empty(setting.value))

resource appsettings 'Microsoft.Web/sites/config@2024-04-01' = {
  parent: app
  name: 'appsettings'
  properties: toObject(given, setting => setting.key, setting => setting.value)
}
