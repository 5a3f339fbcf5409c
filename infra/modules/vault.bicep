// The field keys and the pepper, and nothing else. What is deleted can be brought back for 90 days, and nobody can shorten that.
param name string
param location string
param closed bool
param subnetId string
param zoneId string
param workspaceId string
param auditStorageId string

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: name
  location: location
  properties: {
    tenantId: tenant().tenantId
    sku: {
      family: 'A'
      name: 'standard'
    }
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: 90
    enablePurgeProtection: true
    publicNetworkAccess: closed ? 'Disabled' : 'Enabled'
    networkAcls: {
      defaultAction: closed ? 'Deny' : 'Allow'
      bypass: 'None'
    }
  }
}

module endpoint 'endpoint.bicep' = if (closed) {
  name: '${name}-vault'
  params: {
    name: '${name}-vault'
    location: location
    targetId: vault.id
    group: 'vault'
    subnetId: subnetId
    zoneId: zoneId
  }
}

resource audit 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'audit'
  scope: vault
  properties: {
    workspaceId: workspaceId
    storageAccountId: auditStorageId
    logs: [
      {
        categoryGroup: 'audit'
        enabled: true
      }
    ]
  }
}

output name string = vault.name
output uri string = vault.properties.vaultUri
