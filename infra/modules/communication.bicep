// The carrier, and the way of its events to the inbound queue: by Event Grid's own identity, with a place for what cannot be delivered.
param name string
param inboundStorageName string
param queueName string
param undeliveredContainer string

var roleIds = {
  storageQueueDataMessageSender: 'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a'
  storageBlobDataContributor: 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
}

resource communication 'Microsoft.Communication/communicationServices@2023-04-01' = {
  name: '${name}-acs'
  location: 'global'
  properties: {
    dataLocation: 'United States'
  }
}

resource inbound 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {
  name: inboundStorageName

  resource blobs 'blobServices' existing = {
    name: 'default'

    resource undelivered 'containers' existing = {
      name: undeliveredContainer
    }
  }
}

resource topic 'Microsoft.EventGrid/systemTopics@2025-02-15' = {
  name: '${name}-texts'
  location: 'global'
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    source: communication.id
    topicType: 'Microsoft.Communication.CommunicationServices'
  }
}

resource maySend 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(inbound.id, topic.id, roleIds.storageQueueDataMessageSender)
  scope: inbound
  properties: {
    principalId: topic.identity.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds.storageQueueDataMessageSender)
  }
}

resource mayKeep 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(inbound::blobs::undelivered.id, topic.id, roleIds.storageBlobDataContributor)
  scope: inbound::blobs::undelivered
  properties: {
    principalId: topic.identity.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds.storageBlobDataContributor)
  }
}

// Texts and reports each have a subscription of their own, so that one can be stopped without the other.
var subscriptions = {
  texts: 'Microsoft.Communication.SMSReceived'
  reports: 'Microsoft.Communication.SMSDeliveryReportReceived'
}

resource deliveries 'Microsoft.EventGrid/systemTopics/eventSubscriptions@2025-02-15' = [
  for subscription in items(subscriptions): {
    parent: topic
    name: subscription.key
    properties: {
      eventDeliverySchema: 'EventGridSchema'
      filter: {
        includedEventTypes: [subscription.value]
      }
      deliveryWithResourceIdentity: {
        identity: {
          type: 'SystemAssigned'
        }
        destination: {
          endpointType: 'StorageQueue'
          properties: {
            resourceId: inbound.id
            queueName: queueName
            queueMessageTimeToLiveInSeconds: 604800
          }
        }
      }
      deadLetterWithResourceIdentity: {
        identity: {
          type: 'SystemAssigned'
        }
        deadLetterDestination: {
          endpointType: 'StorageBlob'
          properties: {
            resourceId: inbound.id
            blobContainerName: undeliveredContainer
          }
        }
      }
      retryPolicy: {
        maxDeliveryAttempts: 30
        eventTimeToLiveInMinutes: 1440
      }
    }
    dependsOn: [maySend, mayKeep]
  }
]

output name string = communication.name
output topicId string = topic.id
output endpoint string = 'https://${communication.properties.hostName}'
