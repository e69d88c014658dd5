import { expect, it } from 'vitest';
import { updateRows } from '../../../src/protocol/access-push/command-data.js';
import { maskSecrets } from '../../../src/protocol/access-push/secrets.js';
import { type AnyTable } from '../../../src/protocol/access-push/table.js';
import { tables } from '../../../src/protocol/access-push/tables/all.js';
import { everything } from './tables/dialects.js';
import { samples } from './tables/samples.js';

const secrets: Readonly<Record<string, string>> = {
  password: 'geheim1',
  passCode: 'geheim2',
  template: 'R0VIRUlNMQ==',
  tmp: 'R0VIRUlNMg==',
  content: 'R0VIRUlNMw==',
  photo: 'R0VIRUlNNA==',
  photoJpg: 'R0VIRUlNNQ==',
  fpTemplate1: 'R0VIRUlNNg==',
  fpTemplate2: 'R0VIRUlNNw==',
  idNum: '210102199212181234',
};

const hidden = samples.filter(({ table, row }) => {
  const { secret }: AnyTable = tables[table];
  return secret && Object.keys(secrets).some((name) => name in row);
});

it.each(hidden)('nothing secret of $table is left in the text of a command', ({ table, row }) => {
  const told = Object.fromEntries(Object.keys(row).map((name) => [name, secrets[name] ?? row[name]]));
  const text = updateRows(tables[table], [told, told], everything);
  const masked = maskSecrets(text);
  for (const value of Object.values(secrets)) expect(masked).not.toContain(value);
  expect(masked.split('\t')).toHaveLength(text.split('\t').length);
  expect(masked).toContain('=***');
});

it.each([
  'DATA UPDATE DoorParameters ID=1\tName=DoorSupperPassWord\tValue=87654321\tDevID=14',
  'DATA UPDATE ReaderParameters ID=1\tDevID=1\tName=readerChannelSecurePassword\tValue=87654321',
  'DATA UPDATE ReaderParameter ReaderID=1\tName=readerChannelSecurePassword\tValue=87654321',
  'SET OPTIONS Door1SupperPassWord=87654321,Door1Drivertime=5',
])('%s', (text) => {
  expect(maskSecrets(text)).not.toContain('87654321');
});

it('leaves what is no secret', () => {
  const text = 'DATA UPDATE user CardNo=1\tPin=1\tPassword=2\tName=Photo\tPrivilege=0';
  expect(maskSecrets(text)).toBe('DATA UPDATE user CardNo=1\tPin=1\tPassword=***\tName=Photo\tPrivilege=0');
});
