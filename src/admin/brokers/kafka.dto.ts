import { saslMechanisms, type KafkaSettings, type SaslMechanism } from '../../outbound/kafka/kafka-settings.js';
import type { ShownReader } from '../../outbound/reader/reader-settings.service.js';
import { Flag, Shown, Text, Texts, Values } from '../common/fields.js';
import { ReaderBody, ReaderView, toReaderStatus } from './reader.dto.js';

const brokers = 'Brokers to begin with, as host:port; they tell of the others';
const longestPem = 20_000;
const secret = 'left out = as it was, while the brokers stay; null = none';
const pem = { optional: true, nullable: true, min: 1, max: longestPem } as const;

export interface SaslInput {
  readonly mechanism: SaslMechanism;
  readonly username: string;
  readonly password?: string | null;
}

const saslSchema = {
  additionalProperties: false,
  properties: {
    mechanism: { type: 'string', enum: [...saslMechanisms] },
    username: { type: 'string' },
    password: { type: 'string', nullable: true, description: `Never shown; ${secret}` },
  },
  required: ['mechanism', 'username'],
};

class KafkaFields extends ReaderBody {
  @Text('Name of this client. Left out = postern', {
    optional: true,
    min: 1,
    max: 100,
    pattern: { is: /^[\w.-]+$/, says: 'letters, digits, dots, - and _' },
  })
  clientId?: string;
  @Flag('The connection is encrypted', { optional: true }) tls?: boolean;
  @Text('Certificates to trust, as PEM', pem) ca?: string | null;
  @Text('Certificate of this client, as PEM', pem) cert?: string | null;
  @Text(`Its private key, as PEM; ${secret}`, pem) key?: string | null;
  @Values('How the client proves who it is', { optional: true, nullable: true, schema: saslSchema })
  sasl?: SaslInput | null;
  @Text('Topic; with {type} in it each type has its own, as in postern.{type}. Left out = postern.events', {
    optional: true,
    min: 1,
    max: 200,
    pattern: { is: /^([\w.-]|\{type\})+$/, says: 'letters, digits, dots, - and _, or {type}' },
  })
  topic?: string;
}

export class KafkaBody extends KafkaFields {
  @Texts(brokers, { example: ['kafka.example.org:9092'] }) brokers!: string[];
}

export class KafkaTestBody extends KafkaFields {
  @Texts(`${brokers}; left out = what is set is tried`, { optional: true }) brokers?: string[];
}

export class KafkaSaslView {
  @Shown('Mechanism', { enum: saslMechanisms }) mechanism!: SaslMechanism;
  @Shown('User name') username!: string;
}

export class KafkaView extends ReaderView {
  @Shown(brokers) brokers!: string[];
  @Shown('Name of this client') clientId!: string;
  @Shown('The connection is encrypted') tls!: boolean;
  @Shown('Certificates to trust, as PEM', { type: String, nullable: true }) ca!: string | null;
  @Shown('Certificate of this client, as PEM', { type: String, nullable: true }) cert!: string | null;
  @Shown('How the client proves who it is; the password is never shown', { type: KafkaSaslView, nullable: true })
  sasl!: KafkaSaslView | null;
  @Shown('Topic; {type} stands for the type of the message') topic!: string;
}

export const toKafkaView = ({ settings, secrets, state }: ShownReader<KafkaSettings>): KafkaView => ({
  ...settings,
  brokers: [...settings.brokers],
  types: [...settings.types],
  secrets: [...secrets],
  status: toReaderStatus(state),
  changedAt: state.changedAt,
});
