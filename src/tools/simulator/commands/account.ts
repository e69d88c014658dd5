import { encodeSeconds } from '../../../protocol/access-push/time.js';
import type { StoredEvent } from '../journal.js';
import { outcome, returns, type Outcome } from '../outcome.js';
import type { PanelParts } from '../parts.js';
import { tgz } from '../tgz.js';
import { fieldsLine, transactionValues } from '../upload.js';

type Options = Readonly<Record<string, string>>;

/** AccSupportFunList: the device knows ACCOUNT. */
const knowsAccount = 11;
/** Devices of this type and above are PULL SDK devices, which pack everything into one answer (9.2.1, appendix 7). */
const pullSdk = 101;
/** Records in one package of a controller. */
const perPackage = 1_000;

/** ACCOUNT transaction (9.2): which records to send, and in the way of the device's kind. */
export function account(parts: PanelParts, id: string, options: Options): Outcome {
  if (!parts.settings.supports(knowsAccount)) return outcome('ACCOUNT', returns.unsupported);
  const asked = new Map(Object.entries(options).map(([name, value]) => [name.toLowerCase(), value]));
  const packed = asked.get('contenttype')?.toLowerCase() === 'tgz';
  const isPullSdk = parts.settings.number('MachineType') >= pullSdk;
  const wanted = chosen(asked);
  if (packed !== isPullSdk || wanted === null) return outcome('ACCOUNT', returns.wrongParameter);
  const records = parts.journal.stored.filter(wanted);
  return isPullSdk ? packedAnswer(id, records) : fileAnswer(id, records);
}

/** MaxIndex is the last index that the server has; the others are ranges with both ends. */
function chosen(asked: ReadonlyMap<string, string>): ((event: StoredEvent) => boolean) | null {
  const number = (name: string) => Number(asked.get(name));
  if (asked.has('maxindex')) return ({ index }) => index > number('maxindex');
  if (asked.has('startindex')) return ({ index }) => index >= number('startindex') && index <= number('endindex');
  const [from, to] = [asked.get('starttime'), asked.get('endtime')];
  if (from === undefined || to === undefined) return null;
  return ({ time }) => encodeSeconds(time) >= encodeSeconds(from) && encodeSeconds(time) <= encodeSeconds(to);
}

const textOf = (records: readonly StoredEvent[]) =>
  records.map((record) => fieldsLine(transactionValues(record))).join('\n');

function packedAnswer(id: string, records: readonly StoredEvent[]): Outcome {
  const file = tgz('transaction.txt', textOf(records));
  const head = `name=transaction.tgz\nsize=${file.length}\ndatacode=base64\ndatatype=tgz`;
  const query = `type=tabledata&cmdid=${id}&tablename=transaction&count=${records.length}&datafmt=3&Stamp=9999`;
  const result = `ACCOUNT&transaction&StartTime=&EndTime=&RecordSum=${records.length}`;
  return outcome(result, records.length, {
    uploads: [{ call: 'querydata', query, body: `${head}\0${file.toString('base64')}` }],
  });
}

function fileAnswer(id: string, records: readonly StoredEvent[]): Outcome {
  const packages = Array.from({ length: Math.ceil(records.length / perPackage) }, (_, index) =>
    records.slice(index * perPackage, (index + 1) * perPackage),
  );
  const overview = `SumCount=${records.length}\nFileName=transaction.tgz\nContentType=tgz\nFileCount=${packages.length}`;
  return outcome('ACCOUNT', records.length, {
    uploads: [
      { call: 'cdata', query: `cmdid=${id}&desc=overview`, body: overview },
      ...packages.map((rows, index) => ({
        call: 'file' as const,
        query: `cmdid=${id}&fileseq=${index + 1}&contenttype=tgz&table=transaction&count=${rows.length}`,
        body: tgz('transaction.txt', textOf(rows)),
      })),
    ],
  });
}
