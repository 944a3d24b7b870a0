import { Type } from 'typebox';
import { instant, nullable, strict } from '../schema.ts';

export const meBody = strict({
  id: Type.String(),
  displayName: Type.String(),
  userName: nullable(Type.String()),
  email: nullable(Type.String()),
  organisation: Type.String({ description: 'its name' }),
  seesOthers: Type.Boolean({ description: 'whether the caller reads what others asked for, somewhere' }),
  asOf: instant('the instant of the answer, by the clock that decides'),
});
