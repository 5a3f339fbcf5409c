// A storage account that is opened by roles alone: no account key, no anonymous reader, nothing deleted for good by accident.
param name string
param location string

@description('private: by private endpoints only. trustedServices: also by Azure services that have a role. open: from anywhere, with a role.')
@allowed(['private', 'trustedServices', 'open'])
param access string

@description('The services that the app uses: blob, queue, table.')
param services string[]

@description('The services whose every access is kept in the audit trail.')
param audited string[] = services
param containers string[] = []

@description('A container whose blobs are deleted by age; none when empty.')
param expiringContainer string = ''
param expireAfterDays int = 30
param queues string[] = []
param subnetId string
param zoneIds object
param auditStorageId string

resource account 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: name
  location: location
  kind: 'StorageV2'
  sku: {
    name: 'Standard_ZRS'
  }
  properties: {
    allowSharedKeyAccess: false
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: access == 'private' ? 'Disabled' : 'Enabled'
    networkAcls: {
      defaultAction: access == 'open' ? 'Allow' : 'Deny'
      bypass: access == 'private' ? 'None' : 'AzureServices'
    }
    encryption: {
      keySource: 'Microsoft.Storage'
      requireInfrastructureEncryption: true
      services: {
        blob: {
          keyType: 'Account'
          enabled: true
        }
        queue: {
          keyType: 'Account'
          enabled: true
        }
        table: {
          keyType: 'Account'
          enabled: true
        }
      }
    }
  }

  resource blobs 'blobServices' = {
    name: 'default'
    properties: {
      deleteRetentionPolicy: {
        enabled: true
        days: 30
      }
      containerDeleteRetentionPolicy: {
        enabled: true
        days: 30
      }
      isVersioningEnabled: true
    }

    resource container 'containers' = [
      for container in containers: {
        name: container
        properties: {
          publicAccess: 'None'
        }
      }
    ]
  }

  resource queueService 'queueServices' = {
    name: 'default'

    resource queue 'queues' = [
      for queue in queues: {
        name: queue
      }
    ]
  }

  resource tables 'tableServices' = {
    name: 'default'
  }
}

// A blob that is deleted stays as a version, and for 30 more days as a deleted one: both end, too.
resource expiry 'Microsoft.Storage/storageAccounts/managementPolicies@2024-01-01' = if (!empty(expiringContainer)) {
  parent: account
  name: 'default'
  properties: {
    policy: {
      rules: [
        {
          name: 'expire'
          type: 'Lifecycle'
          enabled: true
          definition: {
            filters: {
              blobTypes: ['blockBlob', 'appendBlob']
              prefixMatch: ['${expiringContainer}/']
            }
            actions: {
              baseBlob: {
                delete: {
                  daysAfterCreationGreaterThan: expireAfterDays
                }
              }
              version: {
                delete: {
                  daysAfterCreationGreaterThan: expireAfterDays
                }
              }
            }
          }
        }
      ]
    }
  }
}

module endpoints 'endpoint.bicep' = [
  for service in (access == 'open' ? [] : services): {
    name: '${name}-${service}'
    params: {
      name: '${name}-${service}'
      location: location
      targetId: account.id
      group: service
      subnetId: subnetId
      zoneId: zoneIds[service]
    }
  }
]

// To the audit account alone: polls of queues make far too many lines for a workspace.
var logged = [
  {
    category: 'StorageRead'
    enabled: true
  }
  {
    category: 'StorageWrite'
    enabled: true
  }
  {
    category: 'StorageDelete'
    enabled: true
  }
]

resource blobAudit 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = if (contains(audited, 'blob')) {
  name: 'audit'
  scope: account::blobs
  properties: {
    storageAccountId: auditStorageId
    logs: logged
  }
}

resource queueAudit 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = if (contains(audited, 'queue')) {
  name: 'audit'
  scope: account::queueService
  properties: {
    storageAccountId: auditStorageId
    logs: logged
  }
}

resource tableAudit 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = if (contains(audited, 'table')) {
  name: 'audit'
  scope: account::tables
  properties: {
    storageAccountId: auditStorageId
    logs: logged
  }
}

output id string = account.id
output name string = account.name
output blobUri string = account.properties.primaryEndpoints.blob
output queueUri string = account.properties.primaryEndpoints.queue
output tableUri string = account.properties.primaryEndpoints.table
