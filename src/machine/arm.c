/*
 * Implementer and part numbers of the main id register (MIDR_EL1), as the
 * makers publish them. A name in this table never changes, because testbeds
 * are named after it.
 */
#include <stddef.h>

#include "arm.h"

struct arm_maker {
	unsigned id;
	const char *name;
};

static const struct arm_maker makers[] = {
	{ 0x41, "ARM" },      { 0x42, "Broadcom" },  { 0x43, "Cavium" },
	{ 0x44, "DEC" },      { 0x46, "Fujitsu" },   { 0x48, "HiSilicon" },
	{ 0x49, "Infineon" }, { 0x4d, "Freescale" }, { 0x4e, "NVIDIA" },
	{ 0x50, "APM" },      { 0x51, "Qualcomm" },  { 0x53, "Samsung" },
	{ 0x56, "Marvell" },  { 0x61, "Apple" },     { 0x66, "Faraday" },
	{ 0x69, "Intel" },    { 0x6d, "Microsoft" }, { 0x70, "Phytium" },
	{ 0xc0, "Ampere" },
};

/* The maker's number and its number of the model in one. */
#define PART(maker, part) ((maker) << 16 | (part))

struct arm_part {
	unsigned id;
	const char *name;
};

static const struct arm_part parts[] = {
	/* ARM */
	{ PART(0x41, 0x920), "ARM920T" },
	{ PART(0x41, 0x926), "ARM926EJ-S" },
	{ PART(0x41, 0xb02), "ARM11-MPCore" },
	{ PART(0x41, 0xb36), "ARM1136" },
	{ PART(0x41, 0xb56), "ARM1156" },
	{ PART(0x41, 0xb76), "ARM1176" },
	{ PART(0x41, 0xc05), "Cortex-A5" },
	{ PART(0x41, 0xc07), "Cortex-A7" },
	{ PART(0x41, 0xc08), "Cortex-A8" },
	{ PART(0x41, 0xc09), "Cortex-A9" },
	{ PART(0x41, 0xc0d), "Cortex-A12" },
	{ PART(0x41, 0xc0e), "Cortex-A17" },
	{ PART(0x41, 0xc0f), "Cortex-A15" },
	{ PART(0x41, 0xc14), "Cortex-R4" },
	{ PART(0x41, 0xc15), "Cortex-R5" },
	{ PART(0x41, 0xc17), "Cortex-R7" },
	{ PART(0x41, 0xc18), "Cortex-R8" },
	{ PART(0x41, 0xd01), "Cortex-A32" },
	{ PART(0x41, 0xd02), "Cortex-A34" },
	{ PART(0x41, 0xd03), "Cortex-A53" },
	{ PART(0x41, 0xd04), "Cortex-A35" },
	{ PART(0x41, 0xd05), "Cortex-A55" },
	{ PART(0x41, 0xd06), "Cortex-A65" },
	{ PART(0x41, 0xd07), "Cortex-A57" },
	{ PART(0x41, 0xd08), "Cortex-A72" },
	{ PART(0x41, 0xd09), "Cortex-A73" },
	{ PART(0x41, 0xd0a), "Cortex-A75" },
	{ PART(0x41, 0xd0b), "Cortex-A76" },
	{ PART(0x41, 0xd0c), "Neoverse-N1" },
	{ PART(0x41, 0xd0d), "Cortex-A77" },
	{ PART(0x41, 0xd0e), "Cortex-A76AE" },
	{ PART(0x41, 0xd13), "Cortex-R52" },
	{ PART(0x41, 0xd15), "Cortex-R82" },
	{ PART(0x41, 0xd40), "Neoverse-V1" },
	{ PART(0x41, 0xd41), "Cortex-A78" },
	{ PART(0x41, 0xd42), "Cortex-A78AE" },
	{ PART(0x41, 0xd43), "Cortex-A65AE" },
	{ PART(0x41, 0xd44), "Cortex-X1" },
	{ PART(0x41, 0xd46), "Cortex-A510" },
	{ PART(0x41, 0xd47), "Cortex-A710" },
	{ PART(0x41, 0xd48), "Cortex-X2" },
	{ PART(0x41, 0xd49), "Neoverse-N2" },
	{ PART(0x41, 0xd4a), "Neoverse-E1" },
	{ PART(0x41, 0xd4b), "Cortex-A78C" },
	{ PART(0x41, 0xd4c), "Cortex-X1C" },
	{ PART(0x41, 0xd4d), "Cortex-A715" },
	{ PART(0x41, 0xd4e), "Cortex-X3" },
	{ PART(0x41, 0xd4f), "Neoverse-V2" },
	{ PART(0x41, 0xd80), "Cortex-A520" },
	{ PART(0x41, 0xd81), "Cortex-A720" },
	{ PART(0x41, 0xd82), "Cortex-X4" },
	{ PART(0x41, 0xd83), "Neoverse-V3AE" },
	{ PART(0x41, 0xd84), "Neoverse-V3" },
	{ PART(0x41, 0xd85), "Cortex-X925" },
	{ PART(0x41, 0xd87), "Cortex-A725" },
	{ PART(0x41, 0xd88), "Cortex-A520AE" },
	{ PART(0x41, 0xd89), "Cortex-A720AE" },
	{ PART(0x41, 0xd8e), "Neoverse-N3" },
	{ PART(0x41, 0xd8f), "Cortex-A320" },
	/* Broadcom, Cavium */
	{ PART(0x42, 0x516), "ThunderX2" },
	{ PART(0x43, 0x0a1), "ThunderX" },
	{ PART(0x43, 0x0a2), "ThunderX-81XX" },
	{ PART(0x43, 0x0a3), "ThunderX-83XX" },
	{ PART(0x43, 0x0af), "ThunderX2" },
	{ PART(0x43, 0x0b8), "ThunderX3" },
	/* Fujitsu, HiSilicon */
	{ PART(0x46, 0x001), "A64FX" },
	{ PART(0x46, 0x003), "MONAKA" },
	{ PART(0x48, 0xd01), "TaiShan-v110" },
	{ PART(0x48, 0xd02), "TaiShan-v120" },
	{ PART(0x48, 0xd40), "Cortex-A76" },
	/* NVIDIA, APM */
	{ PART(0x4e, 0x000), "Denver" },
	{ PART(0x4e, 0x003), "Denver-2" },
	{ PART(0x4e, 0x004), "Carmel" },
	{ PART(0x4e, 0x010), "Olympus" },
	{ PART(0x50, 0x000), "X-Gene" },
	/* Qualcomm */
	{ PART(0x51, 0x001), "Oryon" },
	{ PART(0x51, 0x00f), "Scorpion" },
	{ PART(0x51, 0x02d), "Scorpion" },
	{ PART(0x51, 0x04d), "Krait" },
	{ PART(0x51, 0x06f), "Krait" },
	{ PART(0x51, 0x201), "Kryo" },
	{ PART(0x51, 0x205), "Kryo" },
	{ PART(0x51, 0x211), "Kryo" },
	{ PART(0x51, 0x800), "Kryo-2XX-Gold" },
	{ PART(0x51, 0x801), "Kryo-2XX-Silver" },
	{ PART(0x51, 0x802), "Kryo-3XX-Gold" },
	{ PART(0x51, 0x803), "Kryo-3XX-Silver" },
	{ PART(0x51, 0x804), "Kryo-4XX-Gold" },
	{ PART(0x51, 0x805), "Kryo-4XX-Silver" },
	{ PART(0x51, 0xc00), "Falkor" },
	{ PART(0x51, 0xc01), "Saphira" },
	/* Samsung, Marvell */
	{ PART(0x53, 0x001), "Exynos-M1" },
	{ PART(0x53, 0x002), "Exynos-M3" },
	{ PART(0x53, 0x003), "Exynos-M4" },
	{ PART(0x53, 0x004), "Exynos-M5" },
	{ PART(0x56, 0x131), "Feroceon" },
	{ PART(0x56, 0x581), "PJ4" },
	{ PART(0x56, 0x584), "PJ4B" },
	/* Apple: both kinds of core of a chip have the chip's name */
	{ PART(0x61, 0x022), "Apple M1" },
	{ PART(0x61, 0x023), "Apple M1" },
	{ PART(0x61, 0x024), "Apple M1 Pro" },
	{ PART(0x61, 0x025), "Apple M1 Pro" },
	{ PART(0x61, 0x028), "Apple M1 Max" },
	{ PART(0x61, 0x029), "Apple M1 Max" },
	{ PART(0x61, 0x032), "Apple M2" },
	{ PART(0x61, 0x033), "Apple M2" },
	{ PART(0x61, 0x034), "Apple M2 Pro" },
	{ PART(0x61, 0x035), "Apple M2 Pro" },
	{ PART(0x61, 0x038), "Apple M2 Max" },
	{ PART(0x61, 0x039), "Apple M2 Max" },
	/* Microsoft, Phytium, Ampere */
	{ PART(0x6d, 0xd49), "Azure-Cobalt-100" },
	{ PART(0x70, 0x303), "FTC310" },
	{ PART(0x70, 0x660), "FTC660" },
	{ PART(0x70, 0x661), "FTC661" },
	{ PART(0x70, 0x662), "FTC662" },
	{ PART(0x70, 0x663), "FTC663" },
	{ PART(0x70, 0x664), "FTC664" },
	{ PART(0x70, 0x862), "FTC862" },
	{ PART(0xc0, 0xac3), "Ampere-1" },
	{ PART(0xc0, 0xac4), "Ampere-1a" },
};

const char *gp_arm_part(unsigned implementer, unsigned part)
{
	if (implementer > 0xff || part > 0xfff)
		return NULL;
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		if (parts[i].id == PART(implementer, part))
			return parts[i].name;
	return NULL;
}

const char *gp_arm_implementer(unsigned implementer)
{
	for (size_t i = 0; i < sizeof(makers) / sizeof(makers[0]); i++)
		if (makers[i].id == implementer)
			return makers[i].name;
	return NULL;
}
