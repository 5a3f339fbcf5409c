using 'main.bicep'

param name = 'mcare'
param environment = 'prod'
param alertEmail = readEnvironmentVariable('MICROCARE_ALERT_EMAIL', 'operators@example.org')
param audience = readEnvironmentVariable('MICROCARE_AUDIENCE', '00000000-0000-0000-0000-000000000000')
param smsFrom = readEnvironmentVariable('MICROCARE_SMS_FROM', '+18335550100')
param clinicNames = {
  riverside: 'Riverside Clinic'
  northside: 'Northside Clinic'
}
// What clinics/*.yaml name. Put the secrets into the vault first; each stands for itself: @Microsoft.KeyVault(VaultName=…;SecretName=…).
param clinicSettings = {}
param monthlyBudget = 1000
param budgetStart = '2026-12-01'
param maximumInstances = 100
