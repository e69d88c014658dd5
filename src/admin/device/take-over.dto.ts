import { disputeReasons, type TakeOver } from '../../sync/survey/take-over.js';
import { Flag, Shown, Texts } from '../common/fields.js';

export class TakeOverBody {
  @Flag('Only tell what would be done; left out = true', { optional: true }) dryRun?: boolean;
}

export class ClearBody {
  @Flag('Only tell what would go; left out = true', { optional: true }) dryRun?: boolean;
  @Texts('Rows of these tables of the device only; left out = all but wiring and formats of readers', {
    optional: true,
  })
  tables?: string[];
}

class RowsGoing {
  @Shown('Table of the device') table!: string;
  @Shown('Rows that go') rows!: number;
}

export class ClearView {
  @Shown('Nothing was changed') dryRun!: boolean;
  @Shown('What goes, or would go', { type: [RowsGoing] }) tables!: RowsGoing[];
}

class PersonsTaken {
  @Shown('Users who become persons') added!: number;
  @Shown('Persons who learn a card, a password or a name') changed!: number;
  @Shown('Persons who are as the panel says, or of whom nothing more can be learnt') same!: number;
}

class ZoneTakenView {
  @Shown('Its number on the device') onDevice!: number;
  @Shown('Its number here; null in a trial where it would be made', { nullable: true, type: Number })
  timeZoneId!: number | null;
  @Shown('Its name here') name!: string;
  @Shown('None here says the same') isNew!: boolean;
}

class LevelTakenView {
  @Shown('Its id; null in a trial where it would be made', { nullable: true, type: String }) levelId!: string | null;
  @Shown('Its name') name!: string;
  @Shown('None here leads to just these doors at these times') isNew!: boolean;
  @Shown('Its doors', { type: [String] }) doorIds!: string[];
  @Shown('When it is open') zoneName!: string;
  @Shown('Who has it by the device') persons!: number;
  @Shown('Those of them who did not have it here') granted!: number;
}

class DisputeView {
  @Shown('Pin, where it is about a person') pin!: string;
  @Shown('What is not taken over: a person has to decide', { enum: [...disputeReasons] }) reason!: string;
  @Shown('What the device says') there!: string;
  @Shown('What stands here') here!: string;
}

class NotTakenView {
  @Shown('Table of the device') table!: string;
  @Shown('Rows that nothing here wants') rows!: number;
  @Shown('Why they are not taken over') why!: string;
  @Shown('Where they are made by hand, in the admin API', { nullable: true, type: String }) where!: string | null;
}

class RuleTakenView {
  @Shown('Kind: its resource in the admin API') kind!: string;
  @Shown('Its door; null = of the device', { nullable: true, type: String }) doorId!: string | null;
  @Shown('People of it') persons!: number;
  @Shown('None here says the same') isNew!: boolean;
  @Shown('Its id; null in a trial where it would be made', { nullable: true, type: String }) ruleId!: string | null;
}

class LevelOfDepartmentView {
  @Shown('Code of the department that new persons come into') deptCode!: string;
  @Shown('Id of the level') levelId!: string;
  @Shown('Its name') name!: string;
  @Shown('Its doors, whatever the device opened before', { type: [String] }) doorIds!: string[];
  @Shown('Pins of those who get it', { type: [String] }) pins!: string[];
}

class BodiesTakenView {
  @Shown('Fingers') fingers!: number;
  @Shown('Persons who get a face') faces!: number;
  @Shown('Palms, veins and the like') others!: number;
  @Shown('Persons who get a photo, of their own or for comparison') photos!: number;
}

export class TakeOverView {
  @Shown('Nothing was written') dryRun!: boolean;
  @Shown('People', { type: PersonsTaken }) persons!: PersonsTaken;
  @Shown('Cards that persons get') cards!: number;
  @Shown('Visitors who go on with their visit') visitors!: number;
  @Shown('Holidays that are new here') holidays!: number;
  @Shown('Rules of the device, its doors and people; of settings of a door the name of the setting', {
    type: [RuleTakenView],
  })
  rules!: RuleTakenView[];
  @Shown('Time zones that its rows name', { type: [ZoneTakenView] }) zones!: ZoneTakenView[];
  @Shown('Levels, one for each distinct pair of doors and time zone', { type: [LevelTakenView] })
  levels!: LevelTakenView[];
  @Shown('Levels that new persons get with their department, beyond what the device says', {
    type: [LevelOfDepartmentView],
  })
  departmentLevels!: LevelOfDepartmentView[];
  @Shown('Templates and photos that persons lack here and the device holds; it sends them afterwards', {
    type: BodiesTakenView,
  })
  bodies!: BodiesTakenView;
  @Shown('What contradicts itself, or what stands here, and is left as it is', { type: [DisputeView] })
  disputes!: DisputeView[];
  @Shown('Rules and the like that have to be made here by hand', { type: [NotTakenView] }) notTaken!: NotTakenView[];
}

export const toTakeOverView = ({ left: _left, ...one }: TakeOver): TakeOverView => ({
  ...one,
  persons: { ...one.persons },
  rules: one.rules.map((rule) => ({ ...rule })),
  zones: one.zones.map((zone) => ({ ...zone })),
  levels: one.levels.map((level) => ({ ...level, doorIds: [...level.doorIds] })),
  departmentLevels: one.departmentLevels.map((level) => ({
    ...level,
    ...{ doorIds: [...level.doorIds], pins: [...level.pins] },
  })),
  bodies: { ...one.bodies },
  disputes: one.disputes.map((dispute) => ({ ...dispute })),
  notTaken: one.notTaken.map((rest) => ({ ...rest })),
});
