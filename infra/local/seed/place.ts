import type { Stack } from '../stack.ts';

/** Where a stack keeps its records, and its files. */
export type TablePlace = { dynamoDbEndpoint: string; tableName: string };
export type FilesPlace = { s3Endpoint: string; bucketName: string };

/** The places of a running stack, which has one table and one bucket. */
export const placeOf = ({
  endpoints,
  tables: [tableName = ''],
  buckets: [bucketName = ''],
}: Pick<Stack, 'endpoints' | 'tables' | 'buckets'>): TablePlace & FilesPlace => ({
  dynamoDbEndpoint: endpoints.dynamoDb,
  tableName,
  s3Endpoint: endpoints.s3,
  bucketName,
});
