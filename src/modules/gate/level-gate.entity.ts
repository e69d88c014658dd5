import { Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { AccLevel } from '../accLevel/acc-level.entity.js';
import { Gate } from './gate.entity.js';

/** Which gates a level leads through. */
@Entity()
export class AccLevelGate {
  @PrimaryColumn('varchar', { length: 64 }) levelId!: string;
  @PrimaryColumn('varchar', { length: 64 }) @Index() gateId!: string;
  @ManyToOne(() => AccLevel, { onDelete: 'CASCADE' }) @JoinColumn({ name: 'level_id' }) level!: Relation<AccLevel>;
  @ManyToOne(() => Gate, { onDelete: 'CASCADE' }) @JoinColumn({ name: 'gate_id' }) gate!: Relation<Gate>;
}
