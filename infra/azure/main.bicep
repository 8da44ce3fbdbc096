// Everything that one county, or several, run on in Azure: public, or operated by 21Vianet.
// Addresses come from environment() and from the resources themselves, so nothing here names a cloud.

targetScope = 'subscription'

@minLength(1)
@maxLength(64)
@description('Name of the environment, such as haixing-dev. Resources are named and tagged by it.')
param environmentName string
@minLength(1)
param location string

// Who may come in

@minLength(1)
@description('Client id of the app registration whose tokens the app takes.')
param clientId string
@description('Tenant of that app registration; the deployment\'s own when empty.')
param tenantId string = ''
@description('Issuer of the tokens, to the letter, where it is not the cloud\'s login endpoint with the tenant and /v2.0.')
param issuer string = ''
@description('Audience of the tokens; the client id when empty, as in tokens of version 2.')
param audience string = ''
@description('The scope that tokens must have; any when empty.')
param scope string = ''
@description('The claim that tells which cadre somebody is; none when empty.')
param cadreIdClaim string = ''

// What it runs

@description('When the month\'s cycles start, as NCRONTAB in UTC: the 25th at 08:00 in China.')
param monthlyCycleSchedule string = '0 0 0 25 * *'
@description('The schemes that start then, separated by commas; none when empty.')
param monthlyCycleSchemes string = ''
@description('Where people read their notices; messages tell no address when empty.')
param portalAddress string = ''
@description('The largest body that is read, in bytes; the app\'s default when 0.')
@minValue(0)
param maximumBodyBytes int = 0

// Whom it tells, and how

@description('Webhooks of WeCom robots: a county\'s by its id, a township\'s own by county/township; no such channel when empty.')
@secure()
param weComRobots object = {}
@description('Mail servers by county, each with host, from, recipient (with {recipient} in the place of the id), and if need be port, user, startTls; no mail when empty.')
param smtp object = {}
@description('Passwords of the mail servers\' logins, by county.')
@secure()
param smtpPasswords object = {}

// On what

@description('What keeps the orchestrations\' state: the storage account, or a Durable Task Scheduler.')
@allowed(['storage', 'scheduler'])
param durableBackend string = 'storage'
@allowed(['Consumption', 'Dedicated'])
param schedulerSku string = 'Consumption'
@minLength(3)
param taskHubName string = 'Yuekao'
@description('Whether the app lives in a network of its own, and storage and vault are reached there only.')
param privateNetwork bool = false
param networkAddressPrefix string = '10.20.0.0/24'

@description('Whether to bring back the vault that was deleted with this environment: its name is taken for 90 days.')
param recoverVault bool = false

// How big

@allowed([512, 2048, 4096])
param instanceMemoryMB int = 2048
@minValue(1)
@maxValue(1000)
param maximumInstanceCount int = 40
@description('Instances that never go away, by function group: http, durable, or function:<name>.')
param alwaysReady { name: string, instanceCount: int }[] = []
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GRS', 'Standard_GZRS'])
param storageRedundancy string = 'Standard_LRS'
@description('Whether the plan is spread over availability zones.')
param zoneRedundant bool = false
@minValue(1)
@maxValue(365)
param deletedBlobDays int = 7
@minValue(30)
@maxValue(730)
param logRetentionDays int = 30

var tags = { 'azd-env-name': environmentName }
var token = uniqueString(subscription().id, environmentName, location)
var tenantOfTokens = empty(tenantId) ? tenant().tenantId : tenantId
var loginIssuer = '${environment().authentication.loginEndpoint}${tenantOfTokens}/v2.0'

resource group 'Microsoft.Resources/resourceGroups@2024-03-01' = {
  name: 'rg-yuekao-${environmentName}'
  location: location
  tags: tags
}

module identity 'modules/identity.bicep' = {
  name: 'identity'
  scope: group
  params: {
    name: 'id-yuekao-${token}'
    location: location
    tags: tags
  }
}

module monitoring 'modules/monitoring.bicep' = {
  name: 'monitoring'
  scope: group
  params: {
    workspaceName: 'log-yuekao-${token}'
    insightsName: 'appi-yuekao-${token}'
    location: location
    tags: tags
    retentionInDays: logRetentionDays
    principalId: identity.outputs.principalId
  }
}

module storage 'modules/storage.bicep' = {
  name: 'storage'
  scope: group
  params: {
    name: 'styuekao${token}'
    location: location
    tags: tags
    redundancy: storageRedundancy
    deletedBlobDays: deletedBlobDays
    deploymentContainerName: 'deployment'
    privateOnly: privateNetwork
    principalId: identity.outputs.principalId
  }
}

module vault 'modules/vault.bicep' = {
  name: 'vault'
  scope: group
  params: {
    name: 'kv-yuekao-${token}'
    location: location
    tags: tags
    privateOnly: privateNetwork
    recover: recoverVault
    principalId: identity.outputs.principalId
    workspaceId: monitoring.outputs.workspaceId
    weComRobots: weComRobots
    smtpPasswords: smtpPasswords
  }
}

module network 'modules/network.bicep' = if (privateNetwork) {
  name: 'network'
  scope: group
  params: {
    name: 'vnet-yuekao-${token}'
    location: location
    tags: tags
    addressPrefix: networkAddressPrefix
    storageId: storage.outputs.id
    vaultId: vault.outputs.id
  }
}

module scheduler 'modules/scheduler.bicep' = if (durableBackend == 'scheduler') {
  name: 'scheduler'
  scope: group
  params: {
    name: 'dts-yuekao-${token}'
    taskHubName: taskHubName
    location: location
    tags: tags
    skuName: schedulerSku
    principalId: identity.outputs.principalId
  }
}

module functionApp 'modules/function-app.bicep' = {
  name: 'function-app'
  scope: group
  params: {
    name: 'func-yuekao-${token}'
    planName: 'plan-yuekao-${token}'
    location: location
    tags: tags
    identityId: identity.outputs.id
    deploymentContainer: storage.outputs.deploymentContainer
    instanceMemoryMB: instanceMemoryMB
    maximumInstanceCount: maximumInstanceCount
    alwaysReady: alwaysReady
    subnetId: network.?outputs.appSubnetId ?? ''
    zoneRedundant: zoneRedundant
  }
}

module appSettings 'modules/app-settings.bicep' = {
  name: 'app-settings'
  scope: group
  params: {
    appName: functionApp.outputs.name
    storageName: storage.outputs.name
    insightsName: monitoring.outputs.insightsName
    identityClientId: identity.outputs.clientId
    issuer: empty(issuer) ? loginIssuer : issuer
    audience: empty(audience) ? clientId : audience
    scope: scope
    cadreIdClaim: cadreIdClaim
    monthlyCycleSchedule: monthlyCycleSchedule
    monthlyCycleSchemes: monthlyCycleSchemes
    portalAddress: portalAddress
    maximumBodyBytes: maximumBodyBytes
    schedulerEndpoint: scheduler.?outputs.endpoint ?? ''
    taskHubName: taskHubName
    vaultUri: vault.outputs.uri
    weComRobots: objectKeys(weComRobots)
    smtp: smtp
    smtpPasswords: objectKeys(smtpPasswords)
  }
}

output AZURE_LOCATION string = location
output AZURE_RESOURCE_GROUP string = group.name
output SERVICE_APP_NAME string = functionApp.outputs.name
output SERVICE_APP_URI string = 'https://${functionApp.outputs.hostName}'
output AZURE_STORAGE_ACCOUNT_NAME string = storage.outputs.name
output AZURE_KEY_VAULT_NAME string = vault.outputs.name
output APPLICATIONINSIGHTS_NAME string = monitoring.outputs.insightsName
