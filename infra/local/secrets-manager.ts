import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import * as z from 'zod';
import { arn } from './aws.ts';
import { LOOPBACK } from './ports.ts';

export type SecretsManager = { endpoint: string; stop: () => Promise<void> };

const secretsFile = z.record(z.string(), z.json());
const getSecretValue = z.object({ SecretId: z.string() });

type Reply = { status: number; body: object };

const failure = (type: string, Message: string): Reply => ({ status: 400, body: { __type: type, Message } });

/** The file is read at each call: an edit is a rotation. */
const readSecrets = async (file: string | undefined): Promise<z.output<typeof secretsFile>> => {
  if (file === undefined) return {};
  try {
    return secretsFile.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
    throw error;
  }
};

/** A secret goes by its name, or by its ARN with or without the six characters at the end. */
const findName = (names: readonly string[], secretId: string): string | undefined => {
  const name = secretId.replace(/^arn:[^:]*:secretsmanager:[^:]*:[^:]*:secret:/, '');
  return names.find((candidate) => candidate === name || candidate === name.replace(/-\w{6}$/, ''));
};

const answer = async (file: string | undefined, request: IncomingMessage): Promise<Reply> => {
  const target = request.headers['x-amz-target'];
  if (target !== 'secretsmanager.GetSecretValue')
    return failure('InvalidRequestException', 'This machine knows GetSecretValue only.');
  const chunks: Buffer[] = [];
  for await (const chunk of request) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
  const { SecretId } = getSecretValue.parse(JSON.parse(Buffer.concat(chunks).toString()));
  const secrets = await readSecrets(file);
  const Name = findName(Object.keys(secrets), SecretId);
  if (Name === undefined)
    return failure('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
  const value = secrets[Name];
  const SecretString = typeof value === 'string' ? value : JSON.stringify(value);
  const digest = createHash('sha256').update(SecretString).digest('hex');
  const VersionId = digest.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*/, '$1-$2-$3-$4-$5');
  return {
    status: 200,
    body: {
      ARN: arn('secretsmanager', `secret:${Name}-local0`),
      Name,
      VersionId,
      SecretString,
      VersionStages: ['AWSCURRENT'],
      CreatedDate: 0,
    },
  };
};

/**
 * Answers the SDK's GetSecretValue on 127.0.0.1 from a JSON file (name -> value).
 * @param port 0 for a free one
 */
export const startSecretsManager = async (
  port: number,
  file: string | undefined,
): Promise<SecretsManager> => {
  const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { status, body } = await answer(file, request).catch((error: unknown) => {
      const Message = `${file}: ${error instanceof Error ? error.name : 'error'}`;
      return { status: 500, body: { __type: 'InternalServiceError', Message } };
    });
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' });
    response.end(JSON.stringify(body));
  };
  const server = createServer((request, response) => void respond(request, response));
  server.keepAliveTimeout = 75_000;
  server.listen(port, LOOPBACK);
  await once(server, 'listening');
  const address = server.address();
  const bound = typeof address === 'object' && address ? address.port : port;
  return {
    endpoint: `http://${LOOPBACK}:${bound}`,
    stop: async () => {
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
};
