import { serveExample } from './serve.ts';

const { SCRIP: scrip = '', API_KEY: apiKey = '', PORT: port = '4000' } = process.env;
const example = process.argv[2] === 'react' ? 'react' : 'plain';

const { url } = await serveExample({ example, scrip, apiKey, port: Number(port) });
process.stdout.write(`Open ${url}/sign-in?as=alice\n`);
