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
param hasWeComWebhook bool
@description('The townships with a robot of their own.')
param weComTownships string[]

param smtpHost string
param smtpPort int
param smtpFrom string
param smtpRecipient string
param smtpUser string
param smtpStartTls bool
param hasSmtpPassword bool

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

var weComSettings = {
  Channels__WeCom__Webhook: hasWeComWebhook ? '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/WeCom-Webhook)' : ''
}

var weComTownshipSettings = toObject(
  weComTownships,
  township => 'Channels__WeCom__Townships__${township}',
  township => '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/WeCom-Township-${replace(township, '.', '--')})'
)

// Any of these would be mail half set: without a server there is none.
var smtpSettings = empty(smtpHost)
  ? {}
  : {
      Channels__Smtp__Host: smtpHost
      Channels__Smtp__Port: string(smtpPort)
      Channels__Smtp__From: smtpFrom
      Channels__Smtp__Recipient: smtpRecipient
      Channels__Smtp__User: smtpUser
      Channels__Smtp__Password: hasSmtpPassword ? '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/Smtp-Password)' : ''
      Channels__Smtp__StartTls: smtpStartTls ? 'true' : 'false'
    }

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
