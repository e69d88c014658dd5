import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { Door } from './door.entity.js';

@Entity()
export class Reader {
  @PrimaryColumn('varchar', { length: 64 }) id!: string;
  @Column('text') name!: string;
  @Index() @Column('varchar', { length: 64 }) doorId!: string;
  @ManyToOne(() => Door, { onDelete: 'CASCADE' }) @JoinColumn({ name: 'door_id' }) door!: Relation<Door>;
  /** Number of the reader on its device, from 1. */
  @Column('int') readerNo!: number;
  /** 0 in, 1 out. */
  @Column('int') readerState!: number;
  @Column('jsonb', { default: {} }) settings!: Record<string, string | number | boolean>;
  @Column('timestamptz', { default: () => 'now()' }) updatedAt!: Date;
}
