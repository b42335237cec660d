#ifndef GP_MACHINE_ARM_H
#define GP_MACHINE_ARM_H

/**
 * @file
 * Names of ARM processors by the numbers in their identification register.
 */

/** Returns the model's name, e.g. "Neoverse-N1"; constant, NULL if unknown. */
const char *gp_arm_part(unsigned implementer, unsigned part);

/** Returns the maker's name, e.g. "ARM"; constant, NULL if unknown. */
const char *gp_arm_implementer(unsigned implementer);

#endif /* GP_MACHINE_ARM_H */
