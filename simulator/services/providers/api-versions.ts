/** Newest first, as GET /providers lists them; clients take the first that is no preview. */
const LISTED: Record<string, string[]> = {
  'microsoft.authorization': ['2022-04-01', '2020-10-01', '2020-04-01-preview', '2018-07-01', '2016-09-01', '2015-07-01'],
  'microsoft.compute': ['2024-03-01', '2023-09-01', '2022-03-01', '2020-06-01', '2019-03-01', '2018-06-01'],
  'microsoft.keyvault': ['2023-07-01', '2022-07-01', '2019-09-01', '2016-10-01'],
  'microsoft.management': ['2020-05-01', '2020-02-01', '2018-03-01-preview'],
  'microsoft.network': ['2023-11-01', '2022-07-01', '2020-07-01', '2018-01-01', '2017-10-01'],
  'microsoft.resources': ['2024-03-01', '2022-12-01', '2021-04-01', '2020-10-01', '2019-10-01', '2015-11-01'],
  'microsoft.storage': ['2023-01-01', '2021-09-01', '2019-06-01', '2016-01-01'],
  'microsoft.web': ['2023-12-01', '2022-03-01', '2018-11-01', '2016-08-01'],
};
const OTHERS = ['2023-01-01', '2021-04-01', '2019-06-01', '2016-01-01'];

/** The api-versions that GET /providers lists for a namespace (any case). */
export function listedApiVersions(namespace: string): string[] {
  return LISTED[namespace.toLowerCase()] ?? OTHERS;
}

/**
 * Whether ARM would take it. Published clients ask for more versions than anybody can list, so every date of 2014 to 2027 is taken,
 * with or without a suffix such as `-preview`; what is no date is refused.
 */
export function isApiVersion(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})(-[a-z][a-z0-9.]*)?$/i.exec(text);
  if (!match) return false;
  const year = Number(match[1]);
  const date = `${match[1]}-${match[2]}-${match[3]}`;
  const parsed = new Date(`${date}T00:00:00Z`);
  return year >= 2014 && year <= 2027 && !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(date);
}
