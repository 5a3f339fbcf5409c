// MicroCare in one resource group. Everything opens everything else by managed identity: there is no key and no connection string to lose.
targetScope = 'resourceGroup'

@description('Names begin with it: 3 to 11 lower-case letters and digits.')
@minLength(3)
@maxLength(11)
param name string

@description('Where everything stands.')
param location string = resourceGroup().location

@description('prod closes every network door that Azure lets it close; dev leaves them open for a developer, still without keys.')
@allowed(['dev', 'prod'])
param environment string

@description('Who gets alerts and budget mails.')
param alertEmail string

@description('The app registration that tokens are meant for: its client id.')
param audience string

@description('The toll-free number that texts come from, E.164.')
param smsFrom string

@description('What clinics are called in texts, by clinic id.')
param clinicNames object

@description('Settings that clinics\' files name: numbers and addresses of people on call, as references to secrets in the vault.')
param clinicSettings object = {}

@description('US dollars a month; mails go out at 80 and 100 percent, and when a forecast says 100.')
param monthlyBudget int

@description('The first day of a month, from which the budget counts, such as 2026-12-01.')
param budgetStart string

@description('At most so many instances of the app.')
@minValue(40)
@maxValue(1000)
param maximumInstances int = 40

@description('The claim of a token that names the caller\'s clinics.')
param clinicClaim string = 'clinic'

@description('Events that could not be delivered hold patients\' words as they are: they are deleted after so many days.')
@minValue(1)
@maxValue(90)
param undeliveredEventDays int = 30

var closed = environment == 'prod'
var suffix = take(uniqueString(resourceGroup().id, name), 6)
var base = '${name}${suffix}'

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: '${base}-app'
  location: location
}

module network 'modules/network.bicep' = {
  name: 'network'
  params: {
    name: base
    location: location
  }
}

module monitoring 'modules/monitoring.bicep' = {
  name: 'monitoring'
  params: {
    name: base
    location: location
    alertEmail: alertEmail
  }
}

// The host's own account: deployments, leases, timers, and the durable task hub. Opaque ids only.
module appStorage 'modules/storage.bicep' = {
  name: 'storage-app'
  params: {
    name: '${base}app'
    location: location
    access: closed ? 'private' : 'open'
    services: ['blob', 'queue', 'table']
    containers: ['deployments']
    subnetId: network.outputs.endpointSubnetId
    zoneIds: network.outputs.zoneIds
    auditStorageId: auditStorage.outputs.id
  }
}

// Patients: tables, their personal fields encrypted by the app.
module dataStorage 'modules/storage.bicep' = {
  name: 'storage-data'
  params: {
    name: '${base}data'
    location: location
    access: closed ? 'private' : 'open'
    services: ['table']
    subnetId: network.outputs.endpointSubnetId
    zoneIds: network.outputs.zoneIds
    auditStorageId: auditStorage.outputs.id
  }
}

// Where Event Grid delivers. It cannot deliver through private endpoints, so this account alone has a public address: it answers nobody but trusted Azure
// services with a role, and this network.
module inboundStorage 'modules/storage.bicep' = {
  name: 'storage-inbound'
  params: {
    name: '${base}in'
    location: location
    access: closed ? 'trustedServices' : 'open'
    services: ['queue']
    audited: ['queue', 'blob']
    containers: ['undelivered-events']
    expiringContainer: 'undelivered-events' // Event Grid writes them as they are: numbers and words that nobody encrypted.
    expireAfterDays: undeliveredEventDays
    queues: ['sms-events', 'sms-events-poison', 'calls', 'calls-poison']
    subnetId: network.outputs.endpointSubnetId
    zoneIds: network.outputs.zoneIds
    auditStorageId: auditStorage.outputs.id
  }
}

// Research exports: de-identified files, and nothing else.
module exportStorage 'modules/storage.bicep' = {
  name: 'storage-exports'
  params: {
    name: '${base}exp'
    location: location
    access: closed ? 'private' : 'open'
    services: ['blob']
    containers: ['exports']
    subnetId: network.outputs.endpointSubnetId
    zoneIds: network.outputs.zoneIds
    auditStorageId: auditStorage.outputs.id
  }
}

// Who read and wrote what, for six years (45 CFR 164.316(b)(2)(i)), unchangeable. Azure Monitor writes it as a trusted service.
module auditStorage 'modules/audit.bicep' = {
  name: 'storage-audit'
  params: {
    name: '${base}aud'
    location: location
    closed: closed
  }
}

module vault 'modules/vault.bicep' = {
  name: 'vault'
  params: {
    name: '${base}-kv'
    location: location
    closed: closed
    subnetId: network.outputs.endpointSubnetId
    zoneId: network.outputs.zoneIds.vault
    workspaceId: monitoring.outputs.workspaceId
    auditStorageId: auditStorage.outputs.id
  }
}

module communication 'modules/communication.bicep' = {
  name: 'communication'
  params: {
    name: base
    inboundStorageName: inboundStorage.outputs.name
    queueName: 'sms-events'
    undeliveredContainer: 'undelivered-events'
  }
}

module roles 'modules/roles.bicep' = {
  name: 'roles'
  params: {
    principalId: identity.properties.principalId
    appStorageName: appStorage.outputs.name
    dataStorageName: dataStorage.outputs.name
    inboundStorageName: inboundStorage.outputs.name
    exportStorageName: exportStorage.outputs.name
    vaultName: vault.outputs.name
    communicationName: communication.outputs.name
    insightsName: monitoring.outputs.insightsName
  }
}

module app 'modules/app.bicep' = {
  name: 'app'
  params: {
    name: base
    location: location
    identityName: identity.name
    subnetId: network.outputs.functionSubnetId
    maximumInstances: maximumInstances
    alwaysReady: closed ? 1 : 0
    appStorageName: appStorage.outputs.name
    deploymentContainer: 'deployments'
    insightsName: monitoring.outputs.insightsName
    settings: union(
      {
        DataStorage__tableServiceUri: dataStorage.outputs.tableUri
        DataStorage__queueServiceUri: inboundStorage.outputs.queueUri
        ExportStorage__blobServiceUri: exportStorage.outputs.blobUri
        MicroCare__KeyVaultUri: vault.outputs.uri
        MicroCare__SmsEndpoint: communication.outputs.endpoint
        MicroCare__SmsFrom: smsFrom
        MicroCare__ProgramsFolder: 'programs'
        MicroCare__ClinicsFolder: 'clinics'
        MicroCare__Access__Authority: '${az.environment().authentication.loginEndpoint}${tenant().tenantId}/v2.0'
        MicroCare__Access__Audience: audience
        MicroCare__Access__ClinicClaim: clinicClaim
        InboundQueue: 'sms-events'
        SweepSchedule: '0 30 7 * * *'
        EscalationWatchSchedule: '0 */5 * * * *'
        RetentionSchedule: '0 30 8 * * *'
      },
      clinicSettings,
      toObject(items(clinicNames), clinic => 'MicroCare__ClinicNames__${clinic.key}', clinic => clinic.value)
    )
  }
  dependsOn: [roles]
}

module alerts 'modules/alerts.bicep' = {
  name: 'alerts'
  params: {
    name: base
    location: location
    workspaceId: monitoring.outputs.workspaceId
    actionGroupId: monitoring.outputs.actionGroupId
    inboundStorageId: inboundStorage.outputs.id
    topicId: communication.outputs.topicId
  }
}

resource budget 'Microsoft.Consumption/budgets@2023-11-01' = {
  name: '${base}-budget'
  properties: {
    category: 'Cost'
    amount: monthlyBudget
    timeGrain: 'Monthly'
    timePeriod: {
      startDate: budgetStart
    }
    notifications: {
      actual80: {
        enabled: true
        operator: 'GreaterThanOrEqualTo'
        threshold: 80
        thresholdType: 'Actual'
        contactEmails: [alertEmail]
      }
      actual100: {
        enabled: true
        operator: 'GreaterThanOrEqualTo'
        threshold: 100
        thresholdType: 'Actual'
        contactEmails: [alertEmail]
      }
      forecast100: {
        enabled: true
        operator: 'GreaterThanOrEqualTo'
        threshold: 100
        thresholdType: 'Forecasted'
        contactEmails: [alertEmail]
      }
    }
  }
}

@description('The function app.')
output appName string = app.outputs.name

@description('Where the API answers.')
output apiUrl string = app.outputs.url

@description('Where the keys are to be put (docs/keys.md).')
output vaultUri string = vault.outputs.uri
