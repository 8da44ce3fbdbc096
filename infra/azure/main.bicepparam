// What `azd up` takes. Values come from the azd environment (`azd env set NAME value`), so one file serves every county.
// Sizes go by the environment's name: one that ends with "production" is a production, every other is for development.
// Without azd: set the same names in the shell, and `az deployment sub create --parameters infra/azure/main.bicepparam`.

using 'main.bicep'

param environmentName = readEnvironmentVariable('AZURE_ENV_NAME')
param location = readEnvironmentVariable('AZURE_LOCATION')

var sizes = {
  development: {
    instanceMemoryMB: 2048
    maximumInstanceCount: 40
    alwaysReady: []
    storageRedundancy: 'Standard_LRS'
    deletedBlobDays: 7
    logRetentionDays: 30
  }
  production: {
    instanceMemoryMB: 2048
    maximumInstanceCount: 100
    // The durable group holds the timers' and orchestrations' instances; one of each answers at once.
    alwaysReady: [
      {
        name: 'http'
        instanceCount: 1
      }
      {
        name: 'durable'
        instanceCount: 1
      }
    ]
    storageRedundancy: 'Standard_ZRS'
    deletedBlobDays: 30
    logRetentionDays: 180
  }
}
var size = sizes[endsWith(toLower(environmentName), 'production') ? 'production' : 'development']

// Who may come in: the first has no default, and the deployment says so when it is not set.
param clientId = readEnvironmentVariable('YUEKAO_CLIENT_ID')
param tenantId = readEnvironmentVariable('YUEKAO_TENANT_ID', '')
param issuer = readEnvironmentVariable('YUEKAO_ISSUER', '')
param audience = readEnvironmentVariable('YUEKAO_AUDIENCE', '')
param scope = readEnvironmentVariable('YUEKAO_SCOPE', '')
param cadreIdClaim = readEnvironmentVariable('YUEKAO_CADRE_ID_CLAIM', '')

// What it runs
param monthlyCycleSchedule = readEnvironmentVariable('YUEKAO_SCHEDULE', '0 0 0 25 * *')
param monthlyCycleSchemes = readEnvironmentVariable('YUEKAO_SCHEMES', '')
param portalAddress = readEnvironmentVariable('YUEKAO_PORTAL', '')
param maximumBodyBytes = int(readEnvironmentVariable('YUEKAO_MAXIMUM_BODY_BYTES', '0'))

// Whom it tells, and how, as JSON by county: secrets go to the vault.
// {"haixing":"<webhook>","haixing/gaowan":"<webhook of a township's own robot>"}
param weComRobots = json(readEnvironmentVariable('YUEKAO_WECOM_ROBOTS', '{}'))
// {"haixing":{"host":"<mail server>","from":"<sender>","recipient":"{recipient}@<domain>","user":"<login>"}}
param smtp = json(readEnvironmentVariable('YUEKAO_SMTP', '{}'))
// {"haixing":"<password>"}
param smtpPasswords = json(readEnvironmentVariable('YUEKAO_SMTP_PASSWORDS', '{}'))

// On what
param durableBackend = readEnvironmentVariable('YUEKAO_DURABLE_BACKEND', 'storage')
param schedulerSku = readEnvironmentVariable('YUEKAO_SCHEDULER_SKU', 'Consumption')
param privateNetwork = bool(readEnvironmentVariable('YUEKAO_PRIVATE_NETWORK', 'false'))
param recoverVault = bool(readEnvironmentVariable('YUEKAO_RECOVER_VAULT', 'false'))
param zoneRedundant = bool(readEnvironmentVariable('YUEKAO_ZONE_REDUNDANT', 'false'))

// How big
param instanceMemoryMB = size.instanceMemoryMB
param maximumInstanceCount = size.maximumInstanceCount
param alwaysReady = size.alwaysReady
param storageRedundancy = size.storageRedundancy
param deletedBlobDays = size.deletedBlobDays
param logRetentionDays = size.logRetentionDays
