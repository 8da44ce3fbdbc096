// The secrets of the channels. Whoever knows a robot's address can post to its group, so addresses are secrets too.

import { roles } from 'roles.bicep'

param name string
param location string
param tags object
@description('Whether only private endpoints reach it.')
param privateOnly bool
@description('Whether to bring back the vault that was deleted with its environment, instead of creating one.')
param recover bool
param principalId string
param workspaceId string

@description('Webhooks of robots: a county\'s by its id, a township\'s own by county/township.')
@secure()
param weComRobots object
@description('Passwords of the mail servers\' logins, by county.')
@secure()
param smtpPasswords object

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    createMode: recover ? 'recover' : 'default'
    sku: {
      family: 'A'
      name: 'standard'
    }
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: 90
    enablePurgeProtection: true
    publicNetworkAccess: privateOnly ? 'Disabled' : 'Enabled'
    networkAcls: {
      // Resource Manager writes the secrets below.
      bypass: 'AzureServices'
      defaultAction: privateOnly ? 'Deny' : 'Allow'
    }
  }
}

resource weComSecrets 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = [
  for robot in items(weComRobots): {
    parent: vault
    name: 'WeCom-${replace(replace(robot.key, '/', '---'), '.', '--')}'
    properties: {
      value: robot.value
      contentType: 'text/plain'
    }
  }
]

resource smtpSecrets 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = [
  for county in items(smtpPasswords): {
    parent: vault
    name: 'Smtp-Password-${replace(county.key, '.', '--')}'
    properties: {
      value: county.value
      contentType: 'text/plain'
    }
  }
]

resource reader 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, principalId, roles.keyVaultSecretsUser)
  scope: vault
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.keyVaultSecretsUser)
  }
}

resource audit 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'audit'
  scope: vault
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'AuditEvent'
        enabled: true
      }
    ]
  }
}

output id string = vault.id
output name string = vault.name
output uri string = vault.properties.vaultUri
