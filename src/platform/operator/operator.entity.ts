import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { Role } from './permissions.js';

/** What an operator has chosen for the console. */
export interface Preferences {
  readonly locale?: string;
  readonly theme?: 'light' | 'dark' | 'system';
  readonly density?: 'compact' | 'cosy';
  /** Names of columns by page. */
  readonly columns?: Readonly<Record<string, readonly string[]>>;
  readonly sounds?: boolean;
}

/** Somebody who signs in to the console. */
@Entity()
export class Operator {
  @PrimaryColumn('varchar', { length: 64 }) id!: string;
  /** Unique without regard to case. */
  @Column('text') name!: string;
  /** `scrypt$...`; null = cannot sign in. */
  @Column('text', { nullable: true }) password!: string | null;
  @Column('text') role!: Role;
  /** Null = all. */
  @Column('text', { array: true, nullable: true }) areaCodes!: string[] | null;
  @Column('text', { array: true, nullable: true }) departmentCodes!: string[] | null;
  @Column('boolean', { default: false }) disabled!: boolean;
  /** Somebody else has made the password. */
  @Column('boolean', { default: false }) mustChange!: boolean;
  /** The password comes from ADMIN_PASSWORD, and comes back with each start. */
  @Column('boolean', { default: false }) fixedPassword!: boolean;
  @Column('jsonb', { default: {} }) preferences!: Preferences;
  @Column('timestamptz', { default: () => 'now()' }) createdAt!: Date;
  @Column('timestamptz', { default: () => 'now()' }) updatedAt!: Date;
}

/** Only the hash of its secret is kept. */
@Entity()
export class OperatorSession {
  @PrimaryColumn('varchar', { length: 64 }) id!: string;
  @Index() @Column('varchar', { length: 64 }) operatorId!: string;
  @ManyToOne(() => Operator, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'operator_id' })
  operator!: Relation<Operator>;
  @Column('text', { unique: true }) secretHash!: string;
  @Column('text') address!: string;
  /** User-Agent of the sign-in. */
  @Column('text') agent!: string;
  @Column('timestamptz', { default: () => 'now()' }) since!: Date;
  @Column('timestamptz', { default: () => 'now()' }) seenAt!: Date;
  /** The password was given again; until then what cannot be undone may be done. */
  @Column('timestamptz', { nullable: true }) confirmedUntil!: Date | null;
}
