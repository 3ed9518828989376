import { operationCost } from './operation.ts';
import prices from './prices.json' with { type: 'json' };
import units from './units.json' with { type: 'json' };

/** What happens in a month. Counts are of the whole deployment, unless they say otherwise. */
export type Usage = {
  agencies: number;
  /** Spends, purchases and payments of invoices, by API or pages. */
  spends: number;
  payments: number;
  /** Accounts that have ever moved credits: each is audited every night. */
  accounts: number;
  /** Looks at a balance, and pages of a history. */
  reads: number;
  /** Endpoints of each agency that receive every event. */
  endpoints: number;
  /** Visits of the pages. */
  visits: number;
  /** Size of the table. */
  gigabytes: number;
  /** People who sign in at the stack's pool in the month. */
  poolUsers: number;
  /** Mails of that pool: invitations and forgotten passwords. */
  mails: number;
  /** App clients of that pool with which programs get tokens, and how many they get. */
  machineClients: number;
  machineTokens: number;
  alarms: 'few' | 'all';
  probe: 'off' | 'on';
  encryption: 'aws' | 'customer';
};

export type Line = { what: string; dollars: number };

/** By the setting `alarms` (docs/cost.md, "Alarms"; a contract test counts them). */
export const ALARM_METRICS = { few: 45, all: 115 };

/** Custom metrics of a month with trade, and those that count scheduled runs alone. */
const CUSTOM_METRICS = { busy: 30, idle: 2 };

/** Calls of four queues that nobody fills. */
const EMPTY_RECEIVES = 4 * 650_000;

/** Runs of the reconciler (every 15 minutes) and the sweeper (every hour). */
const SCHEDULED_RUNS = 3600;
/** Assumed seconds of a run of its own, and of an agency's turn until its providers have answered. */
const RUN_SECONDS = 2;
const AGENCY_SECONDS = 1.5;
/** Turns at one time (shared/schedule/every-agency.ts): for as long, the run waits. */
const PARALLEL_TURNS = 3;

/** Runs of the probe (every five minutes), its assumed milliseconds at a quarter of the other Lambdas' size, and its requests. */
const PROBE = { runs: 8640, milliseconds: 1500 / 4, requests: 5 };

/** Kilobytes of an answer, and how much API requests send out on average. */
const ANSWER_KB = 2;
const REQUESTS_PER_VISIT = 5;

/** Nights in a month, and whole rounds of the audit: one in 28 nights, which reads the table consistently, 4 KB for a unit. */
const NIGHTS = 30;
const WHOLE_ROUNDS = NIGHTS / 28;
const UNITS_PER_GIGABYTE = 1_000_000 / 4;

/** Accounts whose audit was measured together. */
const AUDITED = 24;

/** A webhook, its three queue calls and the settling (docs/cost.md, "Other costs"). */
const WEBHOOK = 2.15;

/** The publisher's line about a change. */
const CHANGE_LOG_KB = 0.3;

const millions = (count: number, dollars: number): number => (count / 1_000_000) * dollars;

const beyond = (count: number, allowance: number): number => Math.max(0, count - allowance);

const operation = (name: keyof typeof units): number => operationCost(units[name]).all;

/** The runs and what they ask for, a metric and its alarm. */
const probeCost = (): number => {
  const { million, month } = prices;
  const run =
    million.lambdaRequests +
    PROBE.milliseconds * million.lambdaMilliseconds +
    PROBE.requests * million.httpApiRequests;
  return millions(PROBE.runs, run) + month.customMetric + month.alarmMetric;
};

const eventCost = (endpoints: number): number => {
  const { million } = prices;
  const publishing = operationCost(units['publish a change']).table;
  // For each endpoint: three calls of a queue, the sender, and the record of the delivery.
  const sending = 3 * million.fifoQueueCalls + 1.19 + 2 * million.writeUnits;
  return million.busEvents + publishing + CHANGE_LOG_KB * million.logKilobytes + endpoints * sending;
};

const auditCost = ({ accounts, gigabytes, spends, payments }: Usage): number => {
  const { million } = prices;
  const whole = units['audit 24 accounts whole'];
  const atRest = units['audit 24 accounts at rest'];
  const changed = units['audit 24 accounts, one with a new spend'];
  const reads =
    (NIGHTS * accounts * atRest.readUnits) / AUDITED +
    WHOLE_ROUNDS * ((accounts * whole.readUnits) / AUDITED + gigabytes * UNITS_PER_GIGABYTE);
  // At most: each movement is the only one of its account on its day.
  const movements = spends + payments;
  return (
    millions(reads + movements * (changed.readUnits - atRest.readUnits), million.readUnits) +
    millions(movements * (changed.writeUnits - atRest.writeUnits), million.writeUnits)
  );
};

/** A month in dollars, line by line, without any free tier but those that never end. */
export const monthOf = (usage: Usage): Line[] => {
  const { million, gigabyte, month, free } = prices;
  const { spends, payments, reads, endpoints, visits, gigabytes, poolUsers } = usage;
  const movements = spends + payments;
  const requests = spends + reads + 2 * payments;
  const sent = (requests * ANSWER_KB) / 1_000_000;
  const customMetrics = movements > 0 ? CUSTOM_METRICS.busy : CUSTOM_METRICS.idle;
  const turns = usage.agencies * AGENCY_SECONDS;
  const scheduled = SCHEDULED_RUNS * (RUN_SECONDS + turns + turns / PARALLEL_TURNS) * 1000;
  return [
    { what: 'spends', dollars: millions(spends, operation('spend')) },
    {
      what: 'payments: checkout, webhook, queue and settling',
      dollars: millions(
        payments,
        // A checkout writes as much as a quote.
        operation('quote') + WEBHOOK + 3 * million.queueCalls + operation('settle a payment'),
      ),
    },
    { what: 'balances and histories', dollars: millions(reads, operation('balance read')) },
    { what: 'the authorizer, once for each caller and half minute', dollars: millions(requests, 0.25) },
    { what: 'events and figures', dollars: millions(movements, eventCost(endpoints)) },
    { what: 'alarms', dollars: ALARM_METRICS[usage.alarms] * month.alarmMetric },
    { what: 'custom metrics', dollars: customMetrics * month.customMetric },
    // The other secrets are parameters, which cost nothing (decision 59).
    { what: 'signing keys of events', dollars: endpoints > 0 ? usage.agencies * month.secret : 0 },
    { what: 'the probe', dollars: usage.probe === 'on' ? probeCost() : 0 },
    { what: 'queues that wait', dollars: millions(EMPTY_RECEIVES, million.queueCalls) },
    {
      what: 'reconciler and sweeper',
      dollars:
        millions(scheduled, million.lambdaMilliseconds) +
        millions(SCHEDULED_RUNS * (1 + usage.agencies), million.lambdaRequests),
    },
    { what: 'the table and its recovery', dollars: gigabytes * (gigabyte.table + gigabyte.recovery) },
    { what: 'the nightly audit', dollars: auditCost(usage) },
    { what: 'logs that are kept', dollars: ((requests * 1.5) / 1_000_000) * 3 * gigabyte.logsKept },
    { what: 'data sent out', dollars: beyond(sent, free.transferGigabytes) * gigabyte.transfer },
    {
      what: 'pages',
      dollars: millions(beyond(visits * REQUESTS_PER_VISIT, free.pageRequests), million.pageRequests),
    },
    { what: 'people of the user pool', dollars: beyond(poolUsers, free.poolUsers) * month.poolUser },
    { what: 'mails of the user pool', dollars: millions(usage.mails, million.mails) },
    {
      what: 'programs with tokens of the user pool',
      dollars:
        usage.machineClients * month.machineClient + millions(usage.machineTokens, million.machineTokens),
    },
    { what: 'the key of one’s own', dollars: usage.encryption === 'customer' ? month.customerKey : 0 },
  ];
};

export const totalOf = (lines: readonly Line[]): number =>
  lines.reduce((sum, { dollars }) => sum + dollars, 0);
