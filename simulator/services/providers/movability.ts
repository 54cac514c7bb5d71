/**
 * What ARM knows of resource types, one namespace a paragraph. The mark after a type is what may be done with it:
 * `+` moves to another group and to another subscription · `=` to another group only · `>` to another subscription only ·
 * `-` never moves, yet has a location and tags · no mark: never moves by itself (a child, or no resource of a group at all).
 *
 * Facts of the public page "move operation support for resources" (CC-BY-4.0), with two corrections: virtual network gateways
 * do move, unless their SKU is Basic, which a rule of the move says; and classic virtual machines go to another subscription only
 * with everything else that is classic, by an operation of their own, never by moveResources. Children that are not listed go along with their parent.
 */
export const MOVABILITY = `
Microsoft.AAD: domainServices-
microsoft.aadiam: diagnosticSettings diagnosticSettingsCategories privateLinkForAzureAD+ tenants+
Microsoft.Addons: supportProviders
Microsoft.ADHybridHealthService: aadSupportCases addsServices agents anonymousApiUsers configuration logs reports serviceHealthMetrics services-
Microsoft.Advisor: configurations generateRecommendations metadata recommendations suppressions
Microsoft.AlertsManagement: alertProcessingRules> alerts alertsList alertsMetadata alertsSummary alertsSummaryList smartDetectorAlertRules+
  smartGroups
Microsoft.AnalysisServices: servers+
Microsoft.ApiManagement: reportFeedback service+
Microsoft.App: managedEnvironments+
Microsoft.AppConfiguration: configurationStores+ configurationStores/eventGridFilters
Microsoft.AppPlatform: Spring+
Microsoft.AppService: apiApps appIdentities gateways
Microsoft.Attestation: attestationProviders+
Microsoft.Authorization: classicAdministrators dataAliases denyAssignments elevateAccess findOrphanRoleAssignments locks permissions policyAssignments
  policyDefinitions policySetDefinitions privateLinkAssociations resourceManagementPrivateLinks roleAssignments roleAssignmentsUsageMetrics
  roleDefinitions
Microsoft.Automation: automationAccounts+ automationAccounts/configurations+ automationAccounts/jobs automationAccounts/jobSchedules
  automationAccounts/modules automationAccounts/runbooks+ automationAccounts/schedules automationAccounts/variables
Microsoft.AVS: privateClouds+
Microsoft.AzureActiveDirectory: b2cDirectories+ b2cTenants
Microsoft.AzureArcData: dataControllers postgresInstances sqlManagedInstances sqlServerInstances sqlServerLicenses
Microsoft.AzureData: dataControllers hybridDataManagers postgresInstances sqlInstances sqlManagedInstances sqlServerInstances sqlServerRegistrations+
Microsoft.AzureStack: cloudManifestFiles registrations+
Microsoft.AzureStackHCI: clusters-
Microsoft.Batch: batchAccounts+
Microsoft.Billing: billingAccounts billingPeriods billingPermissions billingProperty billingRoleAssignments billingRoleDefinitions departments
  enrollmentAccounts invoices transfers
Microsoft.BingMaps: mapApis
Microsoft.BizTalkServices: biztalk
Microsoft.Blockchain: blockchainMembers cordaMembers watchers
Microsoft.BlockchainTokens: tokenServices
Microsoft.Blueprint: blueprintAssignments blueprints
Microsoft.BotService: botServices+
Microsoft.Cache: Redis+ redisEnterprise-
Microsoft.Capacity: appliedReservations calculateExchange calculatePrice calculatePurchasePrice catalogs commercialReservationOrders exchange
  reservationOrders reservations resources validateReservationOrder
Microsoft.Cdn: cdnWebApplicationFirewallManagedRuleSets cdnWebApplicationFirewallPolicies+ edgeNodes profiles+ profiles/endpoints+
Microsoft.CertificateRegistration: certificateOrders+
Microsoft.ClassicCompute: capabilities domainNames= quotas resourceTypes validateSubscriptionMoveAvailability virtualMachines=
Microsoft.ClassicInfrastructureMigrate: classicInfrastructureResources
Microsoft.ClassicNetwork: capabilities expressRouteCrossConnections expressRouteCrossConnections/peerings gatewaySupportedDevices
  networkSecurityGroups quotas reservedIps virtualNetworks
Microsoft.ClassicStorage: disks images osImages osPlatformImages publicImages quotas storageAccounts= vmImages
Microsoft.ClassicSubscription: operations
Microsoft.CognitiveServices: accounts+ CognitiveSearch+
Microsoft.Commerce: RateCard UsageAggregates
Microsoft.Communication: communicationServices+
Microsoft.Compute: availabilitySets+ diskAccesses- diskEncryptionSets- disks+ galleries- galleries/images galleries/images/versions hostGroups-
  hostGroups/hosts images+ locations/DiskOperations locations/operations proximityPlacementGroups+ restorePointCollections-
  restorePointCollections/restorePoints sharedVMExtensions sharedVMImages sharedVMImages/versions snapshots+ sshPublicKeys- virtualMachines+
  virtualMachines/extensions+ virtualMachineScaleSets+ virtualMachineScaleSets/extensions virtualMachineScaleSets/virtualMachines
Microsoft.Confluent: organizations
Microsoft.Consumption: aggregatedcost balances budgets charges costTags credits events forecasts lots marketplaces pricesheets products
  reservationDetails reservationRecommendationDetails reservationRecommendations reservationSummaries reservationTransactions tags tenants terms
  usageDetails
Microsoft.ContainerInstance: containerGroups- ServiceAssociationLinks
Microsoft.ContainerRegistry: registries+ registries/agentPools+ registries/buildTasks+ registries/replications+ registries/tasks+ registries/webhooks+
Microsoft.ContainerService: containerServices managedClusters- openShiftManagedClusters
Microsoft.ContentModerator: applications-
Microsoft.CortanaAnalytics: accounts-
Microsoft.CostManagement: alerts billingAccounts budgets cloudConnectors connectors+ departments dimensions enrollmentAccounts exports
  externalBillingAccounts forecast query register reportConfigs reports settings showBackRules views
Microsoft.CustomerInsights: hubs
Microsoft.CustomerLockbox: requests
Microsoft.CustomProviders: associations resourceProviders+
Microsoft.DataBox: jobs
Microsoft.DataBoxEdge: availableSkus DataBoxEdgeDevices
Microsoft.Databricks: workspaces-
Microsoft.DataCatalog: catalogs+ dataCatalogs
Microsoft.DataConnect: connectionManagers
Microsoft.DataDog: monitors
Microsoft.DataExchange: packages plans
Microsoft.DataFactory: dataFactories+ factories+
Microsoft.DataLake: dataLakeAccounts
Microsoft.DataLakeAnalytics: accounts+
Microsoft.DataLakeStore: accounts+
Microsoft.DataMigration: services- services/projects slots sqlMigrationServices
Microsoft.DataProtection: backupVaults-
Microsoft.DataShare: accounts+
Microsoft.DBforMariaDB: servers+
Microsoft.DBforMySQL: flexibleServers+ servers+
Microsoft.DBforPostgreSQL: flexibleServers+ serverGroups servers+ serversv2+
Microsoft.DeploymentManager: artifactSources+ rollouts+ serviceTopologies+ serviceTopologies/services+ serviceTopologies/services/serviceUnits+ steps+
Microsoft.DesktopVirtualization: applicationGroups+ hostPools+ scalingPlans+ workspaces+
Microsoft.Devices: elasticPools elasticPools/iotHubTenants IotHubs+ provisioningServices+
Microsoft.DevOps: controllers pipelines+
Microsoft.DevSpaces: AKScluster controllers+
Microsoft.DevTestLab: labCenters labs= labs/environments= labs/serviceRunners= labs/virtualMachines= schedules+
Microsoft.DigitalTwins: digitalTwinsInstances
Microsoft.DocumentDB: cassandraClusters databaseAccounts+ mongoClusters
Microsoft.DomainRegistration: domains+ generateSsoRequest topLevelDomains validateDomainRegistrationInformation
Microsoft.Elastic: monitors
Microsoft.EnterpriseKnowledgeGraph: services+
Microsoft.EventGrid: domains+ eventSubscriptions extensionTopics partnerNamespaces+ partnerRegistrations partnerTopics+ systemTopics+ topics+
  topicTypes
Microsoft.EventHub: clusters+ namespaces+ sku
Microsoft.Experimentation: experimentWorkspaces
Microsoft.ExtendedLocation: customLocations
Microsoft.Falcon: namespaces+
Microsoft.Features: featureProviders features providers subscriptionFeatureRegistrations
Microsoft.Genomics: accounts-
Microsoft.GuestConfiguration: autoManagedAccounts autoManagedVmConfigurationProfiles guestConfigurationAssignments software softwareUpdateProfile
  softwareUpdates
Microsoft.HanaOnAzure: hanaInstances sapMonitors
Microsoft.HardwareSecurityModules: dedicatedHSMs-
Microsoft.HDInsight: clusters+
Microsoft.HealthcareApis: services+
Microsoft.HybridCompute: licenses+ machines+ machines/extensions+ privateLinkScopes+
Microsoft.HybridData: dataManagers+
Microsoft.HybridNetwork: devices vnfs
Microsoft.Hydra: components networkScopes
Microsoft.ImportExport: jobs+
Microsoft.Insights: accounts+ actionGroups activityLogAlerts alertRules+ autoscaleSettings+ baseline components+ dataCollectionRules
  diagnosticSettings diagnosticSettingsCategories eventCategories eventTypes extendedDiagnosticSettings guestDiagnosticSettings listMigrationDate
  logDefinitions logProfiles logs metricAlerts metricBaselines metricBatch metricDefinitions metricNamespaces metrics migrateAlertRules
  migrateToNewPricingModel myWorkbooks notificationGroups privateLinkScopes rollbackToLegacyPricingModel scheduledQueryRules+ topology transactions
  vmInsightsOnboardingStatuses webTests+ webTests/getTestResultFile workbooks+ workbookTemplates+
Microsoft.IoTCentral: appTemplates iotApps+
Microsoft.IoTHub: iotHub+
Microsoft.IoTSpaces: graph+
Microsoft.KeyVault: deletedVaults hsmPools managedHSMs vaults+ vaults/accessPolicies vaults/secrets
Microsoft.Kubernetes: connectedClusters registeredSubscriptions
Microsoft.KubernetesConfiguration: sourceControlConfigurations
Microsoft.Kusto: clusters+
Microsoft.LabServices: labAccounts users
Microsoft.LoadTestService: loadTests+
Microsoft.LocationBasedServices: accounts-
Microsoft.LocationServices: accounts-
Microsoft.Logic: hostingEnvironments- integrationAccounts+ integrationServiceEnvironments= integrationServiceEnvironments/managedApis=
  isolatedEnvironments workflows+
Microsoft.MachineLearning: commitmentPlans webServices= workspaces+
Microsoft.MachineLearningCompute: operationalizationClusters
Microsoft.MachineLearningExperimentation: accounts- teamAccounts
Microsoft.MachineLearningModelManagement: accounts-
Microsoft.MachineLearningServices: workspaces-
Microsoft.Maintenance: configurationAssignments maintenanceConfigurations+ updates
Microsoft.ManagedIdentity: identities userAssignedIdentities-
Microsoft.ManagedNetwork: managedNetworks managedNetworks/managedNetworkGroups managedNetworks/managedNetworkPeeringPolicies notification
Microsoft.ManagedServices: marketplaceRegistrationDefinitions registrationAssignments registrationDefinitions
Microsoft.Management: getEntities managementGroups managementGroups/settings resources startTenantBackfill tenantBackfillStatus
Microsoft.Maps: accounts+ accounts/privateAtlases+
Microsoft.Marketplace: offers offerTypes privateGalleryItems privateStoreClient privateStores products publishers register
Microsoft.MarketplaceApps: classicDevServices
Microsoft.MarketplaceOrdering: agreements offerTypes
Microsoft.Media: mediaServices+ mediaServices/liveEvents+ mediaServices/streamingEndpoints+
Microsoft.Microservices4Spring: appClusters
Microsoft.Migrate: assessmentProjects migrateProjects moveCollections- projects
Microsoft.MixedReality: remoteRenderingAccounts+
Microsoft.MobileNetwork: mobileNetworks mobileNetworks/dataNetworks mobileNetworks/simPolicies mobileNetworks/sites mobileNetworks/slices
  packetCoreControlPlanes packetCoreControlPlanes/packetCoreDataPlanes packetCoreControlPlanes/packetCoreDataPlanes/attachedDataNetworks
  packetCoreControlPlaneVersions simGroups simGroups/sims sims
Microsoft.NetApp: netAppAccounts- netAppAccounts/capacityPools- netAppAccounts/capacityPools/volumes-
  netAppAccounts/capacityPools/volumes/mountTargets netAppAccounts/capacityPools/volumes/snapshots
Microsoft.Network: applicationGateways- applicationGatewayWebApplicationFirewallPolicies- applicationSecurityGroups+ azureFirewalls- bastionHosts=
  bgpServiceCommunities connections+ ddosCustomPolicies+ ddosProtectionPlans- dnsZones+ expressRouteCircuits- expressRouteGateways-
  expressRouteServiceProviders firewallPolicies- firewallPolicies/ruleCollectionGroups frontDoors- ipAllocations+ ipGroups- loadBalancers+
  loadBalancers/backendAddressPools loadBalancers/frontendIPConfigurations loadBalancers/inboundNatRules loadBalancers/loadBalancingRules
  loadBalancers/probes localNetworkGateways+ locations/operationResults locations/operations natGateways- networkExperimentProfiles
  networkIntentPolicies+ networkInterfaces+ networkInterfaces/ipConfigurations networkProfiles- networkSecurityGroups+
  networkSecurityGroups/defaultSecurityRules networkSecurityGroups/securityRules networkWatchers= networkWatchers/connectionMonitors=
  networkWatchers/flowLogs= networkWatchers/pingMeshes= p2sVpnGateways- privateDnsZones+ privateDnsZones/virtualNetworkLinks+ privateDnsZonesInternal
  privateEndpointRedirectMaps privateEndpoints+ privateEndpoints/privateDnsZoneGroups privateLinkServices- publicIPAddresses+ publicIPPrefixes+
  routeFilters- routeTables+ routeTables/routes securityPartnerProviders+ serviceEndpointPolicies+ trafficManagerGeographicHierarchies
  trafficManagerProfiles+ trafficManagerProfiles/heatMaps trafficManagerUserMetricsKeys virtualHubs- virtualHubs/hubRouteTables
  virtualHubs/hubVirtualNetworkConnections virtualNetworkGateways+ virtualNetworks+ virtualNetworks/subnets virtualNetworks/virtualNetworkPeerings
  virtualNetworkTaps- virtualRouters+ virtualWans- vpnGateways- vpnServerConfigurations vpnSites-
Microsoft.NotificationHubs: namespaces+ namespaces/notificationHubs+
Microsoft.ObjectStore: osNamespaces+
Microsoft.OffAzure: hypervSites importSites masterSites serverSites vmwareSites
Microsoft.OperationalInsights: clusters- deletedWorkspaces linkTargets queryPacks- storageInsightConfigs workspaces+ workspaces/linkedServices
  workspaces/savedSearches workspaces/savedSearches/schedules workspaces/savedSearches/schedules/actions workspaces/views
Microsoft.OperationsManagement: managementAssociations managementConfigurations+ solutions+ views+
Microsoft.Peering: legacyPeerings peerAsns peeringLocations peerings+ peeringServiceCountries peeringServiceLocations peeringServiceProviders
  peeringServices+
Microsoft.PolicyInsights: policyEvents policyStates policyTrackedResources remediations
Microsoft.Portal: consoles dashboards+ userSettings
Microsoft.PowerBI: workspaceCollections+
Microsoft.PowerBIDedicated: capacities+
Microsoft.ProgrammableConnectivity: gateways openApiGatewayOfferings openApiGateways operatorApiConnections operatorApiPlans OperatorConnections
  OperatorOfferings
Microsoft.ProjectBabylon: accounts-
Microsoft.ProviderHub: availableAccounts providerRegistrations rollouts
Microsoft.Purview: accounts+
Microsoft.Quantum: workspaces-
Microsoft.RecoveryServices: replicationEligibilityResults vaults+
Microsoft.RedHatOpenShift: openShiftClusters
Microsoft.Relay: namespaces+
Microsoft.ResourceGraph: queries+ resourceChangeDetails resourceChanges resources resourcesHistory subscriptionsStatus
Microsoft.ResourceHealth: childResources emergingIssues events metadata notifications
Microsoft.Resources: deployments deploymentScripts- deploymentScripts/logs links providers resourceGroups resources subscriptions
  subscriptions/resourceGroups tags templateSpecs- templateSpecs/versions tenants
Microsoft.SaaS: applications= resources+ saasResources
Microsoft.Search: resourceHealthMetadata searchServices+
Microsoft.Security: adaptiveNetworkHardenings advancedThreatProtectionSettings alerts allowedConnections applicationWhitelistings assessmentMetadata
  assessments autoDismissAlertsRules automations+ autoProvisioningSettings complianceResults compliances dataCollectionAgents deviceSecurityGroups
  discoveredSecuritySolutions externalSecuritySolutions informationProtectionPolicies iotSecuritySolutions+ iotSecuritySolutions/analyticsModels
  iotSecuritySolutions/analyticsModels/aggregatedAlerts iotSecuritySolutions/analyticsModels/aggregatedRecommendations jitNetworkAccessPolicies
  policies pricings regulatoryComplianceStandards regulatoryComplianceStandards/regulatoryComplianceControls
  regulatoryComplianceStandards/regulatoryComplianceControls/regulatoryComplianceAssessments securityContacts securitySolutions
  securitySolutionsReferenceData securityStatuses securityStatusesSummaries serverVulnerabilityAssessments settings subAssessments tasks topologies
  workspacesettings
Microsoft.SecurityInsights: aggregations alertRules alertRuleTemplates automationRules bookmarks cases dataConnectors entities entityQueries incidents
  officeConsents settings threatIntelligence
Microsoft.SerialConsole: consoleServices
Microsoft.ServerManagement: gateways nodes
Microsoft.ServiceBus: namespaces+ premiumMessagingRegions sku
Microsoft.ServiceFabric: applications- clusters+ containerGroups- containerGroupsets edgeClusters managedClusters- networks secretStores volumes
Microsoft.ServiceFabricMesh: applications+ containerGroups- gateways+ networks+ secrets+ volumes+
Microsoft.ServiceNetworking: associations frontends trafficControllers
Microsoft.Services: rollouts
Microsoft.SignalRService: SignalR+
Microsoft.SoftwarePlan: hybridUseBenefits
Microsoft.Solutions: applicationDefinitions applications- jitRequests
Microsoft.Sql: instancePools- locations+ managedInstances- managedInstances/databases servers+ servers/databases+
  servers/databases/backupLongTermRetentionPolicies+ servers/elasticPools+ servers/jobAccounts+ servers/jobAgents+ virtualClusters-
Microsoft.SqlVirtualMachine: sqlVirtualMachineGroups+ sqlVirtualMachines+
Microsoft.Storage: storageAccounts+ storageAccounts/blobServices storageAccounts/blobServices/containers storageAccounts/fileServices
  storageAccounts/queueServices storageAccounts/tableServices
Microsoft.StorageCache: caches
Microsoft.StorageSync: storageSyncServices+
Microsoft.StorageSyncDev: storageSyncServices
Microsoft.StorageSyncInt: storageSyncServices
Microsoft.StorSimple: managers
Microsoft.StreamAnalytics: clusters- streamingJobs+
Microsoft.StreamAnalyticsExplorer: environments instances
Microsoft.Subscription: subscriptions
Microsoft.Support: services- supportTickets
Microsoft.Synapse: workspaces- workspaces/bigDataPools workspaces/sqlPools
Microsoft.TimeSeriesInsights: environments+ environments/eventsources+ environments/referenceDataSets+
Microsoft.Token: stores+
Microsoft.VirtualMachineImages: imageTemplates
Microsoft.VisualStudio: account- account/extension account/project
Microsoft.VMware: arcZones resourcePools vCenters virtualMachines virtualMachineTemplates virtualNetworks
Microsoft.VMwareCloudSimple: dedicatedCloudNodes dedicatedCloudServices virtualMachines
Microsoft.VnfManager: devices vnfs
Microsoft.VSOnline: accounts- plans registeredSubscriptions
Microsoft.Web: availableStacks billingMeters certificates> connectionGateways+ connections+ customApis+ deletedSites deploymentLocations geoRegions
  hostingEnvironments- kubeEnvironments+ publishingUsers recommendations resourceHealthMetadata runtimes serverfarms+ serverfarms/eventGridFilters
  sites+ sites/config sites/extensions sites/hostNameBindings sites/networkConfig sites/premierAddOns+ sites/slots+ sites/sourcecontrols
  sourcecontrols staticSites+
Microsoft.WindowsESU: multipleActivationKeys
Microsoft.WindowsIoT: deviceServices
Microsoft.WorkloadBuilder: workloads
Microsoft.WorkloadMonitor: components componentsSummary monitorInstances monitorInstancesSummary monitors
`;
