import type { NatsSettings } from '../../outbound/nats/nats-settings.js';
import type { ShownReader } from '../../outbound/reader/reader-settings.service.js';
import { Shown, Text } from '../common/fields.js';
import { ReaderBody, ReaderView, toReaderStatus } from './reader.dto.js';

const url = 'nats://host:4222, tls://host:4222, ws://host or wss://host';
const longestPem = 20_000;
const secret = 'left out = as it was, while the address stays; null = none';
const pem = { optional: true, nullable: true, min: 1, max: longestPem } as const;

class NatsFields extends ReaderBody {
  @Text('User name', { optional: true, nullable: true, min: 1 }) username?: string | null;
  @Text(`Password; ${secret}`, { optional: true, nullable: true, min: 1 }) password?: string | null;
  @Text(`Token in place of user and password; ${secret}`, { optional: true, nullable: true, min: 1, max: 4_096 })
  token?: string | null;
  @Text(`Seed of an NKey; ${secret}`, {
    optional: true,
    nullable: true,
    pattern: { is: /^SU[A-Z2-7]{56}$/, says: 'the seed of a user, which begins with SU' },
  })
  nkey?: string | null;
  @Text(`Text of a credentials file (JWT and seed); ${secret}`, {
    optional: true,
    nullable: true,
    max: longestPem,
    pattern: { is: /BEGIN NATS USER JWT[^]*BEGIN USER NKEY SEED/, says: 'the text of a credentials file' },
  })
  creds?: string | null;
  @Text('Certificates to trust, as PEM; with them the connection is encrypted in any case', pem) ca?: string | null;
  @Text('Certificate of this client, as PEM', pem) cert?: string | null;
  @Text(`Its private key, as PEM; ${secret}`, pem) key?: string | null;
  @Text('Stream that keeps the messages; it is made if it is not there. Left out = POSTERN', {
    optional: true,
    min: 1,
    pattern: { is: /^[\w-]+$/, says: 'letters, digits, - and _' },
  })
  stream?: string;
  @Text('Subjects are prefix.type, such as postern.access.granted. Left out = postern', {
    optional: true,
    min: 1,
    max: 100,
    pattern: { is: /^[\w-]+(\.[\w-]+)*$/, says: 'words of letters, digits, - and _ with dots between them' },
  })
  prefix?: string;
}

export class NatsBody extends NatsFields {
  @Text(url, { min: 1, max: 2_000, example: 'nats://nats.example.org:4222' }) url!: string;
}

export class NatsTestBody extends NatsFields {
  @Text(`${url}; left out = what is set is tried`, { optional: true, min: 1, max: 2_000 }) url?: string;
}

export class NatsView extends ReaderView {
  @Shown(url) url!: string;
  @Shown('User name', { type: String, nullable: true }) username!: string | null;
  @Shown('Certificates to trust, as PEM', { type: String, nullable: true }) ca!: string | null;
  @Shown('Certificate of this client, as PEM', { type: String, nullable: true }) cert!: string | null;
  @Shown('Stream that keeps the messages') stream!: string;
  @Shown('Subjects are prefix.type') prefix!: string;
}

export const toNatsView = ({ settings, secrets, state }: ShownReader<NatsSettings>): NatsView => ({
  ...settings,
  types: [...settings.types],
  secrets: [...secrets],
  status: toReaderStatus(state),
  changedAt: state.changedAt,
});
