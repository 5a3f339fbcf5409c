// What somebody must know of at once. Each query looks for the words of one log message of the app (README, "Alerts").
param name string
param location string
param workspaceId string
param actionGroupId string
param inboundStorageId string
param topicId string

var rules = {
  'poison-message': {
    severity: 1
    description: 'A message from the carrier could not be handled. GET /api/operator/dead-letters lists it; replay it once the cause is mended.'
    query: 'AppTraces | where Message contains "was kept as dead letter"'
    minutes: 5
  }
  'unacknowledged-case': {
    severity: 0
    description: 'Nobody on call of a clinic has taken an emergency. Call them, by any means: a patient may be in danger.'
    query: 'AppTraces | where Message contains "nobody on call has acknowledged the emergency"'
    minutes: 5
  }
  'escalation-trouble': {
    severity: 1
    description: 'Somebody on call was not reached, or an escalation was lost and had to be begun again. Look at the contact in the clinic\'s file, or at the durable task hub.'
    query: 'AppTraces | where Message contains "was not reached by" or Message contains "its escalation was lost"'
    minutes: 15
  }
  'audit-away': {
    severity: 1
    description: 'The audit trail takes no entries: nobody sees a patient\'s data until it does.'
    query: 'AppTraces | where Message contains "the audit trail took no entry"'
    minutes: 15
  }
  'delivery-failures': {
    severity: 2
    description: 'More than one text in ten was not delivered, was refused, or waited until its moment had passed, within the hour.'
    query: 'AppTraces | where Message contains "was delivered" or Message contains "was not delivered" or Message contains "refused for good" or Message contains "its moment has passed" | summarize failed = countif(Message !contains "was delivered"), total = count() | where total >= 20 and failed * 10 > total'
    minutes: 60
  }
  'texts-wait': {
    severity: 1
    description: 'For a good part of the hour the carrier took no texts: look at the cause in the log. 401, 403 or 404: the number, the role or the resource.'
    query: 'AppTraces | where Message contains "not handed to the carrier" | summarize slots = dcount(bin(TimeGenerated, 5m)) | where slots >= 4'
    minutes: 60
  }
  'alarm-lag': {
    severity: 1
    description: 'Journeys stood still: the sweep had to call alarms that should have rung by themselves.'
    query: 'AppTraces | where Message contains "alarms that should have rung"'
    minutes: 60
  }
  'export-quarantined': {
    severity: 2
    description: 'An export held rows that might tell who somebody is, and was withheld.'
    query: 'AppTraces | where Message contains "was quarantined"'
    minutes: 15
  }
  'keys-away': {
    severity: 1
    description: 'Field keys cannot be read, are gone, or are others than before. Instances that run go on; new ones cannot start.'
    query: 'AppTraces | where Message contains "cannot be read since" or Message contains "is gone from" or Message contains "has other bytes in" or Message contains "is another one than before"'
    minutes: 15
  }
}

resource queries 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for rule in items(rules): {
    name: '${name}-${rule.key}'
    location: location
    kind: 'LogAlert'
    properties: {
      displayName: rule.key
      description: rule.value.description
      severity: rule.value.severity
      enabled: true
      scopes: [workspaceId]
      evaluationFrequency: 'PT${min(rule.value.minutes, 15)}M'
      windowSize: rule.value.minutes == 60 ? 'PT1H' : 'PT${rule.value.minutes}M'
      criteria: {
        allOf: [
          {
            query: rule.value.query
            timeAggregation: 'Count'
            operator: 'GreaterThan'
            threshold: 0
            failingPeriods: {
              numberOfEvaluationPeriods: 1
              minFailingPeriodsToAlert: 1
            }
          }
        ]
      }
      autoMitigate: true
      actions: {
        actionGroups: [actionGroupId]
      }
    }
  }
]

// Patients' texts that nobody takes: the app is down, whatever its logs say.
resource backlog 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: '${name}-inbound-backlog'
  location: 'global'
  properties: {
    description: 'More than 500 messages wait in the inbound queues: texts of patients are not being answered.'
    severity: 1
    enabled: true
    scopes: ['${inboundStorageId}/queueServices/default']
    evaluationFrequency: 'PT15M'
    windowSize: 'PT1H'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          name: 'messages'
          criterionType: 'StaticThresholdCriterion'
          metricNamespace: 'Microsoft.Storage/storageAccounts/queueServices'
          metricName: 'QueueMessageCount'
          operator: 'GreaterThan'
          threshold: 500
          timeAggregation: 'Average'
        }
      ]
    }
    actions: [
      {
        actionGroupId: actionGroupId
      }
    ]
  }
}

// What Event Grid could not deliver never reaches the app, so no log of ours tells of it.
var eventLosses = {
  'undelivered-events': {
    metric: 'DeadLetteredCount'
    description: 'Event Grid could not deliver a text or a report within a day and put it into the container undelivered-events. Patients were not answered: mend the way to the queue, then put the events on it (README, "Undelivered events").'
  }
  'lost-events': {
    metric: 'DroppedEventCount'
    description: 'Event Grid dropped a text or a report: it could be neither delivered nor kept.'
  }
}

resource losses 'Microsoft.Insights/metricAlerts@2018-03-01' = [
  for loss in items(eventLosses): {
    name: '${name}-${loss.key}'
    location: 'global'
    properties: {
      description: loss.value.description
      severity: 1
      enabled: true
      scopes: [topicId]
      evaluationFrequency: 'PT5M'
      windowSize: 'PT15M'
      criteria: {
        'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
        allOf: [
          {
            name: 'events'
            criterionType: 'StaticThresholdCriterion'
            metricNamespace: 'Microsoft.EventGrid/systemTopics'
            metricName: loss.value.metric
            operator: 'GreaterThan'
            threshold: 0
            timeAggregation: 'Total'
          }
        ]
      }
      actions: [
        {
          actionGroupId: actionGroupId
        }
      ]
    }
  }
]
