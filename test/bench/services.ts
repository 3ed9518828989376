import { createHash, randomUUID } from 'node:crypto';
import * as z from 'zod';
import { failure, serveAwsJson } from '../../infra/local/aws/aws-json.ts';

const secret = z.object({ SecretId: z.string() });
const parameter = z.object({ Name: z.string() });
const message = z.object({ MessageBody: z.string() });
const messages = z.object({ Entries: z.array(message.extend({ Id: z.string() })) });
const events = z.object({ Entries: z.array(z.unknown()) });

/** What Lambdas call beside the table: secrets as given, and a queue and a bus that take everything and keep nothing. */
export const startServices = async (secrets: Map<string, object>) =>
  await serveAwsJson(0, {
    GetSecretValue: async (input) => {
      const { SecretId } = secret.parse(input);
      const value = secrets.get(SecretId);
      return value
        ? { status: 200, body: { Name: SecretId, SecretString: JSON.stringify(value) } }
        : failure('ResourceNotFoundException', SecretId);
    },
    GetParameter: async (input) => {
      const { Name } = parameter.parse(input);
      const value = secrets.get(Name.slice(1));
      return value
        ? { status: 200, body: { Parameter: { Name, Type: 'SecureString', Value: JSON.stringify(value) } } }
        : failure('ParameterNotFound', Name);
    },
    SendMessage: async (input) => {
      const MD5OfMessageBody = createHash('md5').update(message.parse(input).MessageBody).digest('hex');
      return { status: 200, body: { MessageId: randomUUID(), MD5OfMessageBody } };
    },
    SendMessageBatch: async (input) => {
      const Successful = messages.parse(input).Entries.map(({ Id, MessageBody }) => ({
        Id,
        MessageId: randomUUID(),
        MD5OfMessageBody: createHash('md5').update(MessageBody).digest('hex'),
      }));
      return { status: 200, body: { Successful, Failed: [] } };
    },
    PutEvents: async (input) => {
      const Entries = events.parse(input).Entries.map(() => ({ EventId: randomUUID() }));
      return { status: 200, body: { FailedEntryCount: 0, Entries } };
    },
  });
