import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  DynamoDBDocumentClient,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';

/** The least that a Lambda can load which reads and writes as ours do: bundled alone, the measure of their start. */
export const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));

export const commands = [BatchGetCommand, PutCommand, QueryCommand, TransactWriteCommand];
