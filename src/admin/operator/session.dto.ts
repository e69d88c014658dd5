import { Flag, OneOf, Shown, Text, Values } from '../common/fields.js';
import { BadgeView } from '../system/setting.dto.js';
import { permissions, roles } from '../../platform/operator/permissions.js';
import { locales } from '../../protocol/access-push/words/locales.js';

export class SignInBody {
  @Text('Name of the operator', { optional: true, min: 1 }) name?: string;
  @Text('Password', { optional: true, min: 1 }) password?: string;
  @Text('In place of name and password: what the link of the first start has behind #setup=. Once, for 30 minutes', {
    optional: true,
    min: 1,
    max: 100,
  })
  setup?: string;
  @Flag('Answer the secret of the session in place of a cookie, for clients that are no browsers', { optional: true })
  token?: boolean;
}

export class ConfirmBody {
  @Text('The password of whoever is signed in', { min: 1 }) password!: string;
}

export class PasswordBody {
  @Text('The password so far; after signing in by the link of the first start, what the link has', { min: 1 })
  old!: string;
  @Text('The next one: at least 12 characters', { min: 1 }) new!: string;
}

export class PreferencesBody {
  @OneOf('Language of the console', [...new Set([...locales, 'ar'])], { optional: true }) locale?: string;
  @OneOf('Colours', ['light', 'dark', 'system'], { optional: true }) theme?: 'light' | 'dark' | 'system';
  @OneOf('Height of rows', ['compact', 'cosy'], { optional: true }) density?: 'compact' | 'cosy';
  @Values('Names of the columns that are shown, by page', {
    optional: true,
    example: { events: ['time', 'door', 'person'] },
    schema: { additionalProperties: { type: 'array', items: { type: 'string' } } },
  })
  columns?: Record<string, string[]>;
  @Flag('Alarms are heard', { optional: true }) sounds?: boolean;
}

export class SignedInView {
  @Shown('Id') id!: string;
  @Shown('Name') name!: string;
  @Shown('Role', { enum: roles }) role!: string;
  @Shown('Areas whose doors and devices are shown; null = all', { type: [String], nullable: true })
  areaCodes!: readonly string[] | null;
  @Shown('Departments whose people are shown; null = all', { type: [String], nullable: true })
  departmentCodes!: readonly string[] | null;
  @Shown('What was chosen for the console', { type: Object }) preferences!: object;
}

class SiteView {
  @Shown('Name of the site; empty until it has one') name!: string;
  @Shown('IANA time zone of the site') timeZone!: string;
  @Shown('Language of event names') locale!: string;
  @Shown('What is printed for visitors', { type: BadgeView }) badge!: BadgeView;
}

export class SessionView {
  @Shown('Who is signed in') operator!: SignedInView;
  @Shown('What the operator may do', { enum: permissions, isArray: true }) permissions!: readonly string[];
  @Shown('When the session ends if nothing is asked until then') expiresAt!: string;
  @Shown('Somebody else has made the password: it is to be changed') mustChange!: boolean;
  @Shown('About the site') site!: SiteView;
  @Shown('The first run was finished') setupDone!: boolean;
  @Shown('Version of Postern') version!: string;
  @Shown('The secret of the session, for the header Authorization: only where token was asked for', { required: false })
  token?: string;
}
