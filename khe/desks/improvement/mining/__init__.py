"""Proposals from the records ("Gợi ý từ số liệu"): what stands out, with its evidence. A person decides."""
