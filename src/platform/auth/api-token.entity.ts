import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { SetSwitches } from './compatibility.js';

/** A token of the facade or, with scope `admin`, of the admin API. Only its SHA-256 is kept. */
@Entity()
export class ApiToken {
  @PrimaryColumn('varchar', { length: 64 }) id!: string;
  @Column('text') name!: string;
  @Column('text', { unique: true }) tokenHash!: string;
  /** Empty = everything under /api. */
  @Column('jsonb', { default: [] }) scopes!: string[];
  @Column('jsonb', { default: [] }) allowedCidrs!: string[];
  @Column('timestamptz', { nullable: true }) expiresAt!: Date | null;
  /** What its client needs beyond the manual (compatibility.ts). */
  @Column('jsonb', { default: {} }) compatibility!: SetSwitches;
  /** Made from API_TOKEN or ADMIN_TOKEN: replaced at each start. */
  @Column('text', { nullable: true }) bootstrap!: string | null;
  @Column('timestamptz', { default: () => 'now()' }) createdAt!: Date;
  @Column('timestamptz', { nullable: true }) lastUsedAt!: Date | null;
  @Column('timestamptz', { default: () => 'now()' }) updatedAt!: Date;
}
