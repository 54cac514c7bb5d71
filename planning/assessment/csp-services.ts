import type { Cloud } from '../../contracts/processes/assessment';

export interface CspService {
  /** Name in Microsoft's list. */
  name: string;
  /** Clouds in which a CSP can sell it. */
  clouds: Cloud[];
  /** Provider types that the service consists of, lower case. */
  types?: string[];
  /** Whole providers, lower case. */
  providers?: string[];
}

const GLOBAL: Cloud[] = ['global'];
const ALL: Cloud[] = ['global', 'usGovernment', 'germany'];
const NOT_IN_GERMANY: Cloud[] = ['global', 'usGovernment'];
const NOT_IN_US_GOVERNMENT: Cloud[] = ['global', 'germany'];

/** Day of the list below. */
export const CSP_SERVICES_AS_OF = '27 February 2018';

/**
 * "Azure services available in the Azure CSP program" of 27 February 2018 (seed l.223-340), by service; which provider types make up a service
 * is ours to say. A service that the list names twice with different clouds (StorSimple, API Management, SQL Server Stretch Database) is
 * available where either row says so. Services that came later are not on it.
 */
export const CSP_SERVICES: CspService[] = [
  {
    name: 'Virtual Machines',
    clouds: ALL,
    types: ['microsoft.compute/virtualmachines', 'microsoft.compute/availabilitysets'],
    providers: ['microsoft.classiccompute'],
  },
  { name: 'Cloud Services', clouds: [] },
  { name: 'Virtual machine scale sets', clouds: ALL, types: ['microsoft.compute/virtualmachinescalesets'] },
  { name: 'Functions', clouds: GLOBAL },
  {
    name: 'Azure Container Service',
    clouds: GLOBAL,
    types: ['microsoft.containerservice/containerservices', 'microsoft.containerservice/managedclusters'],
  },
  { name: 'Azure DNS', clouds: GLOBAL, types: ['microsoft.network/dnszones'] },
  { name: 'Content Delivery Network', clouds: GLOBAL, types: ['microsoft.cdn/profiles'] },
  { name: 'Traffic Manager', clouds: GLOBAL, types: ['microsoft.network/trafficmanagerprofiles'] },
  { name: 'ExpressRoute', clouds: ALL, types: ['microsoft.network/expressroutecircuits'] },
  {
    name: 'Virtual Network',
    clouds: ALL,
    types: [
      'microsoft.network/virtualnetworks',
      'microsoft.network/networkinterfaces',
      'microsoft.network/networksecuritygroups',
      'microsoft.network/applicationsecuritygroups',
      'microsoft.network/publicipaddresses',
      'microsoft.network/routetables',
    ],
    providers: ['microsoft.classicnetwork'],
  },
  { name: 'Load Balancer', clouds: ALL, types: ['microsoft.network/loadbalancers'] },
  {
    name: 'VPN Gateway',
    clouds: ALL,
    types: [
      'microsoft.network/virtualnetworkgateways',
      'microsoft.network/localnetworkgateways',
      'microsoft.network/connections',
    ],
  },
  { name: 'Application Gateway', clouds: ALL, types: ['microsoft.network/applicationgateways'] },
  { name: 'Network Watcher', clouds: ALL, types: ['microsoft.network/networkwatchers'] },
  {
    name: 'Storage',
    clouds: ALL,
    types: ['microsoft.storage/storageaccounts'],
    providers: ['microsoft.classicstorage'],
  },
  { name: 'Backup and Site Recovery', clouds: ALL, types: ['microsoft.recoveryservices/vaults'] },
  { name: 'StorSimple', clouds: ALL, types: ['microsoft.storsimple/managers'] },
  { name: 'Data Lake Store', clouds: GLOBAL, types: ['microsoft.datalakestore/accounts'] },
  {
    name: 'Managed Disks',
    clouds: NOT_IN_US_GOVERNMENT,
    types: ['microsoft.compute/disks', 'microsoft.compute/snapshots', 'microsoft.compute/images'],
  },
  {
    name: 'App Service',
    clouds: ALL,
    types: [
      'microsoft.web/sites',
      'microsoft.web/serverfarms',
      'microsoft.web/certificates',
      'microsoft.web/hostingenvironments',
    ],
  },
  { name: 'App Service on Linux', clouds: NOT_IN_US_GOVERNMENT },
  { name: 'API Management', clouds: NOT_IN_GERMANY, types: ['microsoft.apimanagement/service'] },
  { name: 'Media Services', clouds: ALL, types: ['microsoft.media/mediaservices'] },
  { name: 'Notification Hubs', clouds: ALL, types: ['microsoft.notificationhubs/namespaces'] },
  { name: 'Azure Search', clouds: GLOBAL, types: ['microsoft.search/searchservices'] },
  { name: 'Mobile Engagement', clouds: [], providers: ['microsoft.mobileengagement'] },
  {
    name: 'Logic Apps',
    clouds: GLOBAL,
    types: ['microsoft.logic/workflows', 'microsoft.logic/integrationaccounts', 'microsoft.web/connections'],
  },
  { name: 'Batch', clouds: ALL, types: ['microsoft.batch/batchaccounts'] },
  { name: 'Container Registry', clouds: GLOBAL, types: ['microsoft.containerregistry/registries'] },
  { name: 'Container Instances', clouds: GLOBAL, types: ['microsoft.containerinstance/containergroups'] },
  { name: 'Service Fabric', clouds: ALL, types: ['microsoft.servicefabric/clusters'] },
  { name: 'SQL Database, SQL Data Warehouse and SQL Server Stretch Database', clouds: ALL, types: ['microsoft.sql/servers'] },
  { name: 'Azure Cosmos DB', clouds: ALL, types: ['microsoft.documentdb/databaseaccounts'] },
  { name: 'Redis Cache', clouds: ALL, types: ['microsoft.cache/redis'] },
  { name: 'Azure Database for MySQL', clouds: GLOBAL, providers: ['microsoft.dbformysql'] },
  { name: 'Azure Database for PostgreSQL', clouds: GLOBAL, providers: ['microsoft.dbforpostgresql'] },
  { name: 'Databricks', clouds: GLOBAL, types: ['microsoft.databricks/workspaces'] },
  { name: 'HDInsight', clouds: ALL, types: ['microsoft.hdinsight/clusters'] },
  { name: 'Stream Analytics', clouds: NOT_IN_US_GOVERNMENT, types: ['microsoft.streamanalytics/streamingjobs'] },
  { name: 'Data Factory', clouds: GLOBAL, providers: ['microsoft.datafactory'] },
  {
    name: 'Log Analytics',
    clouds: NOT_IN_GERMANY,
    types: ['microsoft.operationalinsights/workspaces', 'microsoft.operationsmanagement/solutions'],
  },
  { name: 'Data Catalog', clouds: GLOBAL, types: ['microsoft.datacatalog/catalogs'] },
  { name: 'Data Lake Analytics', clouds: GLOBAL, types: ['microsoft.datalakeanalytics/accounts'] },
  { name: 'Azure Analysis Services', clouds: GLOBAL, types: ['microsoft.analysisservices/servers'] },
  {
    name: 'Power BI Embedded',
    clouds: GLOBAL,
    types: ['microsoft.powerbi/workspacecollections', 'microsoft.powerbidedicated/capacities'],
  },
  { name: 'Machine Learning', clouds: NOT_IN_US_GOVERNMENT, providers: ['microsoft.machinelearning'] },
  { name: 'Azure Bot Service', clouds: GLOBAL, types: ['microsoft.botservice/botservices'] },
  { name: 'Cognitive Services', clouds: GLOBAL, types: ['microsoft.cognitiveservices/accounts'] },
  { name: 'Azure Batch AI', clouds: GLOBAL, providers: ['microsoft.batchai'] },
  { name: 'IoT Hub', clouds: ALL, types: ['microsoft.devices/iothubs'] },
  { name: 'Event Hubs', clouds: ALL, types: ['microsoft.eventhub/namespaces'] },
  { name: 'Location Based Services', clouds: GLOBAL, types: ['microsoft.locationbasedservices/accounts'] },
  { name: 'Time Series Insights', clouds: GLOBAL, types: ['microsoft.timeseriesinsights/environments'] },
  { name: 'Event Grid', clouds: GLOBAL, types: ['microsoft.eventgrid/topics', 'microsoft.eventgrid/eventsubscriptions'] },
  { name: 'Service Bus', clouds: ALL, types: ['microsoft.servicebus/namespaces'] },
  { name: 'Azure Active Directory Domain Services', clouds: GLOBAL, types: ['microsoft.aad/domainservices'] },
  { name: 'Azure Active Directory B2C', clouds: [], providers: ['microsoft.azureactivedirectory'] },
  { name: 'Key Vault', clouds: ALL, types: ['microsoft.keyvault/vaults'] },
  { name: 'Security Center', clouds: ALL, providers: ['microsoft.security'] },
  { name: 'Visual Studio Team Services', clouds: GLOBAL, types: ['microsoft.visualstudio/account'] },
  { name: 'Application Insights', clouds: GLOBAL, types: ['microsoft.insights/components', 'microsoft.insights/webtests'] },
  { name: 'DevTest Labs', clouds: GLOBAL, providers: ['microsoft.devtestlab'] },
];
