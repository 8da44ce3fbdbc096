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

@description('Webhook of the county\'s robot; empty for none.')
@secure()
param weComWebhook string
@description('Webhooks of townships\' own robots, by township id.')
@secure()
param weComTownships object
@description('Password of the mail server\'s login; empty for none.')
@secure()
param smtpPassword string

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

resource weComSecret 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = if (!empty(weComWebhook)) {
  parent: vault
  name: 'WeCom-Webhook'
  properties: {
    value: weComWebhook
    contentType: 'text/plain'
  }
}

resource weComTownshipSecrets 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = [
  for township in items(weComTownships): {
    parent: vault
    name: 'WeCom-Township-${replace(township.key, '.', '--')}'
    properties: {
      value: township.value
      contentType: 'text/plain'
    }
  }
]

resource smtpSecret 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = if (!empty(smtpPassword)) {
  parent: vault
  name: 'Smtp-Password'
  properties: {
    value: smtpPassword
    contentType: 'text/plain'
  }
}

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
